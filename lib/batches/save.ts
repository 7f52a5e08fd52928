import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import { withBatchEvents } from '../events/batch-journal.ts';
import { newWriter } from '../ids.ts';
import { log } from '../log.ts';
import { getBatch, putBatch } from '../table/batches.ts';
import { putChunk } from '../table/chunks.ts';
import type { Table } from '../table/client.ts';
import type { Actor } from './deps.ts';
import { type Batch, nextBatch } from './model/batch.ts';
import { type Chunk, nextChunk } from './model/chunk.ts';
import type { Addition } from './model/sums.ts';

/** A batch and a chunk as they are wanted; version, writer and timer are filled in by the save. */
export type BatchDraft = Omit<Batch, 'version' | 'writer' | 'cause' | 'updatedAt' | 'dueAt' | 'journal'>;
export type ChunkDraft = Omit<Chunk, 'version' | 'writer' | 'dueAt'>;

interface SaveDeps {
  table: Table;
  clock: Clock;
}

/** How often a change is tried again on a batch that others change too. */
const TRIES = 5;

/** The only writer of batches: one conditional write on `version`. `undefined`: somebody else was faster. */
export async function saveBatch(
  deps: SaveDeps,
  before: Batch | undefined,
  draft: BatchDraft,
  { by, requestId }: Pick<Actor, 'by' | 'requestId'>,
  what: string,
): Promise<Batch | undefined> {
  const { dueAt: _, ...after }: BatchDraft & Omit<Batch, keyof BatchDraft> = {
    ...draft,
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
    cause: { by, what, ...(requestId === undefined ? {} : { requestId }) },
    updatedAt: deps.clock.now(),
  };
  const dueAt = nextBatch(after);
  const batch = withBatchEvents(before, dueAt === undefined ? after : { ...after, dueAt });
  if (!(await putBatch(deps.table, batch, before?.version))) return undefined;
  if (batch.status !== before?.status) {
    log.info('BATCH', { batchId: batch.id, from: before?.status, status: batch.status, by, requestId });
  }
  return batch;
}

/**
 * Reads a batch, changes it and saves it; again from the start when somebody was faster. `change` gives `undefined` where there
 * is nothing to do.
 */
export async function changeBatch(
  deps: SaveDeps,
  actor: Actor,
  batchId: string,
  what: string,
  change: (batch: Batch) => BatchDraft | undefined,
): Promise<Batch> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const batch = await getBatch(deps.table, actor.org, batchId);
    if (!batch) throw notFound();
    const draft = change(batch);
    if (!draft) return batch;
    const saved = await saveBatch(deps, batch, draft, actor, what);
    if (saved) return saved;
  }
  throw new AppError('operation_in_progress', {
    detail: 'The batch is being changed by others; try again.',
    retryAfterSeconds: 1,
  });
}

/** The only writer of chunks, and of the sums that they add to. `undefined`: somebody else was faster. */
export async function saveChunk(
  deps: Pick<SaveDeps, 'table'>,
  before: Chunk | undefined,
  draft: ChunkDraft,
  addition?: Addition,
): Promise<Chunk | undefined> {
  const { dueAt: _, ...after }: ChunkDraft & Omit<Chunk, keyof ChunkDraft> = {
    ...draft,
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
  };
  const dueAt = nextChunk(after);
  const chunk: Chunk = dueAt === undefined ? after : { ...after, dueAt };
  return (await putChunk(deps.table, chunk, before?.version, addition)) ? chunk : undefined;
}
