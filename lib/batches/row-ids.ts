import { derivedBits, idOfBits } from '../ids.ts';
import type { LinkBatch } from '../links/model/link.ts';
import type { Batch } from './model/batch.ts';
import { type Chunk, hashAt, keyAt } from './model/chunk.ts';

/** There is one shard until there are more; the family pins it for all its rows. */
const SHARD = '0';

/** What a row's key leaves in its link id: ten bytes, the same in every batch of its family. */
export function rowBits({ family }: Batch, key: string): Buffer {
  return derivedBits(family.root, key);
}

/**
 * The id of the link of a row, by its place in the chunk from 0: so a row that is delivered again, or uploaded again with
 * `retry_of`, meets its own link. `undefined`: the row is not valid, or its family was never confirmed.
 */
export function rowLinkId({ family }: Batch, chunk: Chunk, index: number): string | undefined {
  const bits = keyAt(chunk, index);
  return bits && family.at !== undefined ? `${idOfBits(family.at, bits)}${SHARD}` : undefined;
}

/** The places, from 0, of the rows of a chunk that may become links: valid, and no duplicates. */
export function runnable(chunk: Chunk): number[] {
  const duplicates = new Set(chunk.duplicates?.map(([row]) => row));
  return Array.from({ length: chunk.rows }, (_, index) => index).filter(
    (index) => keyAt(chunk, index) !== undefined && !duplicates.has(chunk.firstRow + index),
  );
}

/** What the row at this place says of itself to a link that it meets. */
export function rowAt(chunk: Chunk, index: number): { batch: LinkBatch; retryAt?: number } {
  const batch = { id: chunk.batchId, row: chunk.firstRow + index, hash: hashAt(chunk, index) };
  return { batch, ...(chunk.retriedAt === undefined ? {} : { retryAt: chunk.retriedAt }) };
}
