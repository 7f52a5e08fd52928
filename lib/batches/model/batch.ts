import * as z from 'zod/mini';
import { AtProvider } from './provider-part.ts';

/** Instants are epoch ms. */
const Instant = z.int();

export const BatchStatus = z.enum([
  'awaiting_upload',
  'validating',
  'ready',
  'rejected',
  'processing',
  'completed',
  'completed_with_errors',
  'cancelled',
  'expired',
]);
export type BatchStatus = z.infer<typeof BatchStatus>;

/** Why a whole file was refused. `line` is the line of the file, 1 being the header. */
export const Rejection = z.object({
  code: z.string(),
  detail: z.string(),
  line: z.exactOptional(z.int()),
});
export type Rejection = z.infer<typeof Rejection>;

/** What is wrong with one row: it names the column and never shows what stands in it. */
export const RowError = z.object({
  code: z.string(),
  /** The field by its name in the API, `customer.phone`. */
  field: z.exactOptional(z.string()),
  /** As the file spells its column. */
  header: z.exactOptional(z.string()),
  detail: z.string(),
});
export type RowError = z.infer<typeof RowError>;

/** One of the first errors of a file. */
export const FirstError = z.extend(RowError, { row: z.int(), line: z.int() });
export type FirstError = z.infer<typeof FirstError>;

/** The file as it lies in the bucket: later uploads under the same key are other versions. */
export const PinnedFile = z.object({ versionId: z.string(), bytes: z.int(), etag: z.string() });
export type PinnedFile = z.infer<typeof PinnedFile>;

/** Who or what caused the last change. */
const Cause = z.object({ by: z.string(), what: z.string(), requestId: z.exactOptional(z.string()) });

/** An event of a batch, as its journal has it. */
const JournalEntry = z.object({
  version: z.int(),
  at: Instant,
  type: z.string(),
  by: z.string(),
  reason: z.exactOptional(z.string()),
  requestId: z.exactOptional(z.string()),
  data: z.record(z.string(), z.unknown()),
});

/** An uploaded file of links and how far it is. Counts are in its sums, what became of each row in the bucket. */
export const Batch = z.object({
  org: z.string(),
  id: z.string(),
  version: z.int(),
  writer: z.string(),
  cause: Cause,
  status: BatchStatus,
  createdAt: Instant,
  updatedAt: Instant,

  fileName: z.string(),
  /** Hex; of the whole file, as the caller told it. */
  sha256: z.exactOptional(z.string()),
  maxBytes: z.int(),
  /** Until when the file may come, and a validated one be confirmed. */
  endsAt: Instant,
  /** Of the rows that name none; the batch goes at the pace of this one. */
  connection: z.string(),
  provider: z.string(),
  /** What all rows share, by the names of the API. */
  defaults: z.exactOptional(z.record(z.string(), z.unknown())),
  /** Column of the file → field of the API; null: ignored. */
  columns: z.exactOptional(z.record(z.string(), z.nullable(z.string()))),
  /** The batch whose failed rows these are. */
  retryOf: z.exactOptional(z.string()),
  /** First batch of the chain and its first confirmation: the link ids of all rows follow from them. */
  family: z.object({ root: z.string(), at: z.exactOptional(Instant) }),
  autoConfirm: z.exactOptional(z.literal(true)),
  /** The same content as a batch of the last 30 days is taken. */
  force: z.exactOptional(z.literal(true)),
  mode: z.exactOptional(z.literal('provider')),

  file: z.exactOptional(PinnedFile),
  /** All chunks are there. */
  scanned: z.exactOptional(z.object({ chunks: z.int(), rows: z.int(), at: Instant })),
  rejection: z.exactOptional(Rejection),
  /** Names what is in the file, whatever it is called. */
  content: z.exactOptional(z.string()),
  errors: z.exactOptional(z.array(FirstError)),
  confirmed: z.exactOptional(z.object({ at: Instant, by: z.string(), sendAt: z.exactOptional(Instant) })),
  /** Chunks 1 to `released` may run. */
  released: z.exactOptional(z.int()),
  /** When rows that had failed for a passing reason were asked for again, and the last such asking that all chunks know. */
  retriedAt: z.exactOptional(Instant),
  reopenedFor: z.exactOptional(Instant),
  atProvider: z.exactOptional(AtProvider),
  cancelledAt: z.exactOptional(Instant),
  completedAt: z.exactOptional(Instant),
  /** Reports are to be written, or stand. */
  reports: z.exactOptional(
    z.object({ wanted: z.int(), made: z.exactOptional(z.int()), results: z.exactOptional(z.boolean()) }),
  ),

  /** Somebody works at it until then, or is dead. */
  leaseUntil: z.exactOptional(Instant),
  /** Nothing is to be done before. */
  nextAt: z.exactOptional(Instant),
  failures: z.exactOptional(z.int()),
  /** Stored `due_at`. */
  dueAt: z.exactOptional(Instant),
  /** Its last events, should the stream lose them: `lib/events/batch-journal.ts`. */
  journal: z.exactOptional(z.array(JournalEntry)),
});
export type Batch = z.infer<typeof Batch>;

/** Rows are still being worked off, or what became of them is still being written down. */
export function isUnderWay({ status }: Pick<Batch, 'status'>): boolean {
  return status === 'validating' || status === 'processing' || status === 'cancelled';
}

/** Without a fault, and to run by itself. Pure. */
export function goesOn({
  status,
  autoConfirm,
  errors,
}: Pick<Batch, 'status' | 'autoConfirm' | 'errors'>): boolean {
  return status === 'ready' && autoConfirm === true && errors === undefined;
}

/** When something is to be done about a batch; `undefined`: never again by itself. Pure. */
export function nextBatch(batch: Batch): number | undefined {
  const at = wanted(batch);
  if (at === undefined) return undefined;
  return Math.max(at, batch.leaseUntil ?? 0, batch.nextAt ?? 0);
}

function wanted(batch: Batch): number | undefined {
  const reports = batch.reports && batch.reports.made !== batch.reports.wanted ? batch.updatedAt : undefined;
  switch (batch.status) {
    case 'awaiting_upload':
      return batch.endsAt;
    case 'ready':
      return goesOn(batch) ? batch.updatedAt : (reports ?? batch.endsAt);
    case 'validating':
    case 'processing':
      return batch.updatedAt;
    case 'cancelled':
      // Before its confirmation nothing had begun.
      return batch.confirmed && batch.completedAt === undefined ? batch.updatedAt : reports;
    case 'completed':
    case 'completed_with_errors':
      return reports;
    case 'rejected':
    case 'expired':
      return undefined;
    default:
      return batch.status satisfies never;
  }
}
