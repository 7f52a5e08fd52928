import * as z from 'zod/mini';
import { RowError } from './batch.ts';

/** Every row ends in exactly one of these; `creating` and `queued` are on their way. */
export const RowState = z.enum([
  'valid',
  'invalid',
  'duplicate',
  'queued',
  'creating',
  'link_created',
  'failed',
  'skipped',
]);
export type RowState = z.infer<typeof RowState>;

/** What is known of one row, as the bucket keeps it. */
export const Row = z.object({
  row: z.int(),
  /** Line of the file in which it begins. */
  line: z.int(),
  state: RowState,
  reference: z.exactOptional(z.string()),
  amount: z.exactOptional(z.int()),
  currency: z.exactOptional(z.string()),
  /** First messages of ours, and segments of the SMS. */
  estimate: z.exactOptional(z.object({ sms: z.int(), email: z.int(), segments: z.int() })),
  errors: z.exactOptional(z.array(RowError)),
  /** Of a duplicate: the row that has its key. */
  firstRow: z.exactOptional(z.int()),
  linkId: z.exactOptional(z.string()),
  /** The link's short code. */
  code: z.exactOptional(z.string()),
  /** It failed for a reason that passes. */
  passing: z.exactOptional(z.boolean()),
});
export type Row = z.infer<typeof Row>;

export const Rows = z.array(Row);
