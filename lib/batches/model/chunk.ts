import * as z from 'zod/mini';

const Instant = z.int();

/**
 * How far a chunk is. `scanned`: its borders are known; `validated`: each row is checked; `released`: its rows are to be
 * queued; `handed`: they are in the hands of the provider's own batch; `queued`: they are on their way; `closing`: no row of it may be begun any more; `closed`: each row has ended.
 */
const ChunkState = z.enum(['scanned', 'validated', 'released', 'handed', 'queued', 'closing', 'closed']);

/** How the rows of a closed chunk have ended. */
export const Ends = z.object({
  linkCreated: z.int(),
  failed: z.int(),
  passing: z.int(),
  skipped: z.int(),
});
export type Ends = z.infer<typeof Ends>;

/** Up to 200 rows of a file, from one byte to another: what is validated, run and closed at once. */
export const Chunk = z.object({
  org: z.string(),
  batchId: z.string(),
  /** From 1. */
  number: z.int(),
  version: z.int(),
  writer: z.string(),
  state: ChunkState,
  /** Bytes of the file; `to` is the first one after it. */
  from: z.int(),
  to: z.int(),
  firstRow: z.int(),
  rows: z.int(),
  firstLine: z.int(),
  /** Line at `to`: the scan goes on there. */
  nextLine: z.int(),

  /** Ten bytes for each row: its key's part of the link id; zeros for a row that is not valid. */
  keys: z.exactOptional(z.instanceof(Uint8Array)),
  /** Eight bytes for each row: what is in it. */
  hashes: z.exactOptional(z.instanceof(Uint8Array)),
  /** SHA-256 of its bytes. */
  content: z.exactOptional(z.string()),
  valid: z.exactOptional(z.int()),
  invalid: z.exactOptional(z.int()),
  /** The file is broken here: all of it is refused. */
  fault: z.exactOptional(z.object({ code: z.string(), detail: z.string(), line: z.exactOptional(z.int()) })),
  /** Rows whose key an earlier row of the file has, each with that row. */
  duplicates: z.exactOptional(z.array(z.tuple([z.int(), z.int()]))),

  /** Rows that were valid and are so no longer, now that they are to run. */
  unfit: z.exactOptional(z.array(z.int())),
  queuedAt: z.exactOptional(Instant),
  /** The slot of its last row. */
  lastSlotAt: z.exactOptional(Instant),
  /** Looks since, and how often rows were queued again. */
  looks: z.exactOptional(z.int()),
  requeued: z.exactOptional(z.int()),
  ends: z.exactOptional(Ends),
  /** The last retry of its batch that it has taken part in. */
  retriedAt: z.exactOptional(Instant),

  leaseUntil: z.exactOptional(Instant),
  /** When it is to be looked at; absent: when its batch asks. */
  nextAt: z.exactOptional(Instant),
  failures: z.exactOptional(z.int()),
  dueAt: z.exactOptional(Instant),
});
export type Chunk = z.infer<typeof Chunk>;

const KEY_BYTES = 10;
const HASH_BYTES = 8;

/** The ten bytes of the row at this place of the chunk, from 0; `undefined`: it is not valid. */
export function keyAt({ keys }: Chunk, index: number): Uint8Array | undefined {
  const key = keys?.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES);
  return key?.some((byte) => byte !== 0) ? key : undefined;
}

/** What is in the row, as its link has it: 11 characters. */
export function hashAt({ hashes }: Chunk, index: number): string {
  const bytes = hashes?.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES) ?? new Uint8Array();
  return Buffer.from(bytes).toString('base64url');
}

/** Keys and hashes of so many rows; `undefined` is a row that is not valid. */
export function packRows(
  rows: readonly ({ bits: Uint8Array; hash: string } | undefined)[],
): Required<Pick<Chunk, 'keys' | 'hashes'>> {
  const keys = new Uint8Array(rows.length * KEY_BYTES);
  const hashes = new Uint8Array(rows.length * HASH_BYTES);
  rows.forEach((row, index) => {
    if (!row) return;
    keys.set(row.bits, index * KEY_BYTES);
    hashes.set(Buffer.from(row.hash, 'base64url').subarray(0, HASH_BYTES), index * HASH_BYTES);
  });
  return { keys, hashes };
}

/** When a chunk is to be looked at; `undefined`: when its batch asks, or never again. Pure. */
export function nextChunk({ state, nextAt, leaseUntil }: Chunk): number | undefined {
  if (state === 'closed' || state === 'validated') return undefined;
  return nextAt === undefined ? undefined : Math.max(nextAt, leaseUntil ?? 0);
}
