import { Logger } from '@aws-lambda-powertools/logger';

/** Every log code. Alarms and the runbook go by the code, never by the words; `docs/runbook.md` has one entry each. */
export type LogCode =
  | 'REQUEST'
  | 'REQUEST_FAILED'
  | 'QUEUE_RECORD_FAILED'
  | 'QUEUE_HINT_LOST'
  | 'DEAD_LETTER'
  | 'PROVIDER_CALL_FAILED'
  | 'PROVIDER_DOWN'
  | 'PROVIDER_STATUS_UNKNOWN'
  | 'LINK_STUCK'
  | 'LINK_WAKE_FAILED'
  | 'MESSAGE_UNKNOWN'
  | 'FEEDBACK'
  | 'FEEDBACK_PASSED_OVER'
  | 'NOTIFICATION_REFUSED'
  | 'SUPPRESSION_LIFTED'
  | 'SUPPRESSION_NOT_KEPT'
  | 'OPENING_NOT_RECORDED'
  | 'OPT_OUT_NOT_IN_TIMELINE'
  | 'TICK'
  | 'BATCH'
  | 'BATCH_WORK_FAILED'
  | 'BATCH_STUCK'
  | 'CARD_NUMBER_IN_FILE'
  | 'EXPORT'
  | 'EXPORT_WORK_FAILED'
  | 'EXPORT_FAILED'
  | 'DUE_PUT_OFF'
  | 'SWEEP'
  | 'SWEEP_STUCK'
  | 'EVENT_RECORD_FAILED'
  | 'WEBHOOK_TRY'
  | 'WEBHOOK_GIVEN_UP'
  | 'WEBHOOK_ENDPOINT_DOWN'
  | 'WEBHOOK_ENDPOINT_DISABLED'
  | 'WEBHOOK_OWNER_NOT_TOLD';

/** Ids, counts, kinds and codes only. Never a body, a name, an address, a number, a secret or a url of a link. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

let logger: Logger | undefined;

export const log = {
  info: (code: LogCode, fields: LogFields = {}) => write('info', code, fields),
  warn: (code: LogCode, fields: LogFields = {}, error?: unknown) => write('warn', code, fields, error),
  error: (code: LogCode, fields: LogFields = {}, error?: unknown) => write('error', code, fields, error),
};

function write(level: 'info' | 'warn' | 'error', code: LogCode, fields: LogFields, error?: unknown): void {
  logger ??= new Logger({ serviceName: 'paylinks' });
  logger[level](code, { code, ...fields, ...(error === undefined ? {} : { failure: describe(error) }) });
}

/** Name and place of an error. Its message only where it is one of ours: a library's may quote what it was given. */
function describe(error: unknown): Record<string, string | undefined> {
  if (!(error instanceof Error)) return { name: typeof error };
  const ours = error.name === 'AppError' || error.name === 'ProviderError';
  const at = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return { name: error.name, ...(ours ? { message: error.message } : {}), at: at?.trim() };
}
