import * as z from 'zod/mini';
import type { Batch } from '../batches/model/batch.ts';
import { BatchStatus } from '../batches/model/batch.ts';
import type { ProviderPart } from '../batches/model/provider-part.ts';
import type { Sums } from '../batches/model/sums.ts';
import { countsOf, progressOf } from '../batches/progress.ts';
import { toIso } from '../clock.ts';
import type { UploadForm } from '../files/upload-form.ts';

const At = z.nullable(z.string());
const Count = z.int();

export const RowErrorBody = z.object({
  code: z.string(),
  field: z.nullable(z.string()),
  detail: z.string(),
});
export type RowErrorBody = z.infer<typeof RowErrorBody>;

const UploadBody = z.object({
  url: z.string(),
  method: z.literal('POST'),
  fields: z.record(z.string(), z.string()),
  expires_at: z.string(),
  max_bytes: z.int(),
});

/** A batch as its list shows it. */
export const ListedBatchBody = z.object({
  id: z.string(),
  object: z.literal('batch'),
  status: BatchStatus,
  file_name: z.string(),
  connection: z.string(),
  provider: z.string(),
  mode: z.nullable(z.literal('provider')),
  retry_of: z.nullable(z.string()),
  auto_confirm: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
  confirmed_at: At,
  send_at: At,
  cancelled_at: At,
  completed_at: At,
  rejection: z.nullable(z.object({ code: z.string(), line: z.nullable(z.int()), detail: z.string() })),
  counts: z.object({
    rows: Count,
    valid: Count,
    invalid: Count,
    duplicate: Count,
    queued: Count,
    creating: Count,
    link_created: Count,
    failed: Count,
    skipped: Count,
  }),
  existing: Count,
  totals: z.array(z.object({ currency: z.string(), amount: z.int() })),
  estimate: z.object({ sms: Count, email: Count, sms_segments: Count }),
  progress: z.object({
    done: Count,
    of: Count,
    rows_per_second: z.nullable(z.number()),
    seconds_left: z.nullable(z.int()),
  }),
});
export type ListedBatchBody = z.infer<typeof ListedBatchBody>;

/** One batch, with what only one who looks at it alone needs. */
export const BatchBody = z.extend(ListedBatchBody, {
  upload: z.nullable(UploadBody),
  errors: z.array(z.extend(RowErrorBody, { row: z.int(), line: z.int() })),
  /** With `mode: "provider"`: the provider's own batches, each with its id and word there. */
  at_provider: z.nullable(
    z.array(
      z.object({
        id: z.nullable(z.string()),
        state: z.string(),
        rows: Count,
        failed: z.nullable(Count),
      }),
    ),
  ),
});
export type BatchBody = z.infer<typeof BatchBody>;

/** A batch, what its chunks have added up to, and the form for its file where that is still to come. */
export interface ShownBatch {
  batch: Batch;
  sums: Sums;
  form?: UploadForm | undefined;
}

export function toBatchBody({ batch, sums, form }: ShownBatch, now: number): BatchBody {
  return {
    ...toListedBatchBody({ batch, sums }, now),
    upload: form ? toUploadBody(form) : null,
    errors: (batch.errors ?? []).map(({ row, line, ...error }) => ({ row, line, ...toRowErrorBody(error) })),
    at_provider: batch.mode === 'provider' ? (batch.atProvider?.parts ?? []).map(toPartBody) : null,
  };
}

export function toListedBatchBody({ batch, sums }: ShownBatch, now: number): ListedBatchBody {
  const { linkCreated, ...counts } = countsOf(batch, sums);
  const { done, of, rowsPerSecond, secondsLeft } = progressOf(batch, sums, now);
  const { confirmed, rejection } = batch;
  return {
    id: batch.id,
    object: 'batch',
    status: batch.status,
    file_name: batch.fileName,
    connection: batch.connection,
    provider: batch.provider,
    mode: batch.mode ?? null,
    retry_of: batch.retryOf ?? null,
    auto_confirm: batch.autoConfirm ?? false,
    created_at: toIso(batch.createdAt),
    updated_at: toIso(batch.updatedAt),
    confirmed_at: isoOrNull(confirmed?.at),
    send_at: isoOrNull(confirmed?.sendAt),
    cancelled_at: isoOrNull(batch.cancelledAt),
    completed_at: isoOrNull(batch.completedAt),
    rejection: rejection
      ? { code: rejection.code, line: rejection.line ?? null, detail: rejection.detail }
      : null,
    counts: { ...counts, link_created: linkCreated },
    existing: sums.existing,
    totals: totalsOf(sums),
    estimate: { sms: sums.sms, email: sums.email, sms_segments: sums.segments },
    progress: { done, of, rows_per_second: rowsPerSecond ?? null, seconds_left: secondsLeft ?? null },
  };
}

export function toRowErrorBody({
  code,
  field,
  detail,
}: {
  code: string;
  field?: string;
  detail: string;
}): RowErrorBody {
  return { code, field: field ?? null, detail };
}

function toPartBody({ id, state, word, lines, failed }: ProviderPart) {
  return { id: id ?? null, state: word ?? state, rows: lines, failed: failed ?? null };
}

/** A currency of which every row was a duplicate after all has come to nothing. */
function totalsOf({ amounts }: Sums): BatchBody['totals'] {
  return Object.entries(amounts)
    .filter(([, amount]) => amount !== 0)
    .map(([currency, amount]) => ({ currency, amount }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function toUploadBody({ url, method, fields, expiresAt, maxBytes }: UploadForm): BatchBody['upload'] {
  return { url, method, fields, expires_at: toIso(expiresAt), max_bytes: maxBytes };
}

function isoOrNull(at: number | undefined): string | null {
  return at === undefined ? null : toIso(at);
}
