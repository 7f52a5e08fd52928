/** What became of one request to a channel. */
export type SendOutcome =
  /** Taken, under the channel's id. */
  | { kind: 'accepted'; id?: string }
  /** Known not to have left, and it never will. */
  | { kind: 'refused'; reason: string }
  /** Known not to have left: the recipient has told the channel to stop. */
  | { kind: 'opted_out' }
  /** Known not to have left, for a reason that passes: throttled, paused, out of quota, not reached at all. */
  | { kind: 'waiting'; reason: string }
  /** It may have left. Only a receipt or a person can tell. */
  | { kind: 'unknown'; reason: string };

/** A request has been answered by then or counts as unknown. */
export const SEND_TIMEOUT_MS = 10_000;

/**
 * How a channel's client is built. One attempt: the SDK would repeat a send whose answer was lost. And a connection for
 * each request: one that went stale while the function slept would be reset, and a reset is an unknown outcome.
 */
export const CHANNEL_CLIENT = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 3_000,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
} as const;

/** What a channel's own errors have that we judge by. */
export interface ChannelFailure {
  name: string;
  /** Undefined where the SDK could not make sense of the answer. */
  status: number | undefined;
  /** The service's finer word, such as `DESTINATION_PHONE_NUMBER_OPTED_OUT`. */
  detail?: string | undefined;
}

/** Errors that pass by themselves or when somebody pays a bill; the request has had no effect. */
const PASSING: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'LimitExceededException',
  'SendingPausedException',
  'ServiceQuotaExceededException',
  'ExpiredTokenException',
]);

/** An answer that says no. Anything but a clear no, such as a 5xx, leaves the outcome unknown. */
export function outcomeOfFailure({ name, status = 0, detail }: ChannelFailure): SendOutcome {
  const reason = detail ? detail.toLowerCase() : snakeCase(name);
  if (status === 429 || (isNo(status) && PASSING.has(name))) return { kind: 'waiting', reason };
  return isNo(status) ? { kind: 'refused', reason } : { kind: 'unknown', reason };
}

/** No answer at all. Where no connection came about, or nothing could be signed, nothing has left. */
export function outcomeOfSilence(error: unknown): SendOutcome {
  const code = codeOf(error);
  if (code !== undefined && NEVER_CONNECTED.has(code)) return { kind: 'waiting', reason: 'unreachable' };
  if (error instanceof Error && error.name === 'CredentialsProviderError')
    return { kind: 'waiting', reason: 'no_credentials' };
  return { kind: 'unknown', reason: 'no_answer' };
}

const NEVER_CONNECTED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** 408 is not a no: the service gave up waiting, which says nothing of what it did. */
function isNo(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function snakeCase(name: string): string {
  return name
    .replace(/Exception$/, '')
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toLowerCase();
}
