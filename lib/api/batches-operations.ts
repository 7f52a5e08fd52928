import * as z from 'zod/mini';
import type { Confirmation } from '../batches/confirm.ts';
import { once } from '../http/idempotency.ts';
import { invalid } from '../http/issues.ts';
import { noInput, type Route } from '../http/route.ts';
import { BatchBody } from './batch-body.ts';
import { BatchParams } from './batch-params.ts';
import { Instant, maybe } from './fields.ts';

const base = {
  ...noInput,
  tag: 'Batches',
  scope: 'batches',
  method: 'POST',
  params: BatchParams,
  idempotent: once,
  errors: ['conflict_state', 'operation_in_progress'],
} as const;

type BatchOperation<Body> = Route<BatchParams, object, Body, BatchBody>;

/** 202 while something is still to be done for it. */
function statusOf({ status, confirmed_at, completed_at }: BatchBody): number {
  const ending = status === 'cancelled' && confirmed_at !== null && completed_at === null;
  return status === 'validating' || status === 'processing' || ending ? 202 : 200;
}

export const confirmUploadRoute: BatchOperation<object> = {
  ...base,
  id: 'confirmBatchUpload',
  path: '/v1/batches/{id}/confirm_upload',
  summary: 'Say that the file is uploaded: it is validated now',
  description:
    'The version of the file that lies there is the one that is read, whatever is uploaded afterwards. 409 `conflict_state` where no file has come yet. Repeated, it changes nothing.',
  returns: {
    statuses: { 202: 'The file is being validated.', 200: 'It was refused, or is validated already.' },
    body: BatchBody,
    statusOf,
  },
};

const ConfirmBody = z.strictObject({ accept_errors: maybe(z.boolean()), send_at: maybe(Instant) });
type ConfirmBody = z.infer<typeof ConfirmBody>;

export const confirmBatchRoute: BatchOperation<ConfirmBody> = {
  ...base,
  id: 'confirmBatch',
  path: '/v1/batches/{id}/confirm',
  summary: 'Let a validated batch run',
  description:
    'Links are made from here on, and sent where the rows have channels; with `send_at` no first message goes before that. Rows that are invalid or duplicates are left out, which `accept_errors` has to allow. Repeated, it changes nothing.',
  body: ConfirmBody,
  returns: {
    statuses: { 202: 'It runs.', 200: 'It has run already.' },
    body: BatchBody,
    statusOf,
  },
};

export const cancelBatchRoute: BatchOperation<object> = {
  ...base,
  id: 'cancelBatch',
  path: '/v1/batches/{id}/cancel',
  summary: 'Stop a batch',
  description:
    'Before its confirmation nothing of it is made. Afterwards rows that have not been begun are skipped, and those under way end; links that were made stay. Repeated, it changes nothing.',
  returns: {
    statuses: { 200: 'It is cancelled.', 202: 'It is cancelled, and rows that were under way still end.' },
    body: BatchBody,
    statusOf,
  },
};

export const retryBatchRoute: BatchOperation<object> = {
  ...base,
  id: 'retryBatch',
  path: '/v1/batches/{id}/retry',
  summary: 'Run rows once more that failed for a reason that passes',
  description:
    'Under their own link ids, so that none is made twice. Rows that failed for another reason are corrected in `errors.csv` and uploaded as a new batch with `retry_of`. 409 `conflict_state` where no row has failed for a passing reason.',
  returns: {
    statuses: { 202: 'It runs again.', 200: 'It has run again already.' },
    body: BatchBody,
    statusOf,
  },
};

const LONGEST_DAYS = 366;

/** Throws `validation_error` for a moment at which every link is over. */
export function toConfirmation({ accept_errors, send_at }: ConfirmBody, now: number): Confirmation {
  const sendAt = send_at === undefined || send_at === null ? undefined : Date.parse(send_at);
  if (sendAt !== undefined && sendAt > now + LONGEST_DAYS * 86_400_000) {
    const detail = `At most ${LONGEST_DAYS} days from now: every link is over by then.`;
    throw invalid([{ pointer: '/send_at', code: 'too_late', detail }]);
  }
  return { acceptErrors: accept_errors ?? false, ...(sendAt === undefined ? {} : { sendAt }) };
}
