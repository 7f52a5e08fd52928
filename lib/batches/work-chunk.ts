import { log } from '../log.ts';
import { getBatch } from '../table/batches.ts';
import { getChunk } from '../table/chunks.ts';
import { without } from '../without.ts';
import { lookAtChunk } from './look-at-chunk.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import { workInProviderMode } from './provider-mode/work-chunk.ts';
import { runChunk } from './run-chunk.ts';
import { saveChunk } from './save.ts';
import { validateChunk } from './validate-chunk.ts';
import type { BatchWorker } from './worker.ts';

const MINUTE = 60_000;
/** Most chunks are done in seconds; one that two work at is still done once. */
const LEASE_MS = 90_000;
const STUCK_AFTER = 8;

/** Does what is due for one chunk, whoever asks and however often. */
export async function workChunk(
  deps: BatchWorker,
  org: string,
  batchId: string,
  number: number,
): Promise<void> {
  const [batch, chunk] = await Promise.all([
    getBatch(deps.table, org, batchId),
    getChunk(deps.table, org, batchId, number),
  ]);
  const now = deps.clock.now();
  if (!batch || !chunk || (chunk.leaseUntil ?? 0) > now) return;
  if (isOver(batch) && chunk.dueAt !== undefined)
    return void (await saveChunk(deps, chunk, without(chunk, 'nextAt', 'leaseUntil')));
  if (!hasWork(batch, chunk, now)) return;
  const mine = await saveChunk(deps, chunk, { ...chunk, leaseUntil: now + LEASE_MS });
  if (!mine) return;
  try {
    await work(deps, batch, mine);
  } catch (error) {
    await pushBack(deps, mine, error);
  }
}

const AT_WORK: ReadonlySet<Chunk['state']> = new Set(['released', 'queued']);

/** Refused, cancelled or expired before it was confirmed: nothing of its chunks is due any more. */
function isOver({ status, confirmed }: Batch): boolean {
  return status === 'rejected' || status === 'expired' || (status === 'cancelled' && !confirmed);
}

function hasWork(
  { status, confirmed }: Batch,
  { state, nextAt = Number.POSITIVE_INFINITY }: Chunk,
  now: number,
): boolean {
  if (status === 'validating') return state === 'scanned';
  if (!confirmed || (status !== 'processing' && status !== 'cancelled')) return false;
  if (state === 'handed' || state === 'closing') return nextAt <= now;
  if (status === 'cancelled') return state !== 'closed';
  return AT_WORK.has(state) && nextAt <= now;
}

async function work(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  if (batch.status === 'validating') return validateChunk(deps, batch, chunk);
  if (batch.mode === 'provider') return workInProviderMode(deps, batch, chunk);
  if (batch.status === 'processing' && chunk.state === 'released') return runChunk(deps, batch, chunk);
  return lookAtChunk(deps, batch, chunk);
}

async function pushBack(deps: BatchWorker, chunk: Chunk, error: unknown): Promise<void> {
  const { batchId, number } = chunk;
  log.error('BATCH_WORK_FAILED', { batchId, chunk: number, state: chunk.state }, error);
  const failures = (chunk.failures ?? 0) + 1;
  if (failures === STUCK_AFTER) log.error('BATCH_STUCK', { batchId, chunk: number, state: chunk.state });
  const nextAt = deps.clock.now() + Math.min(60, 2 ** failures) * MINUTE;
  await saveChunk(deps, chunk, { ...without(chunk, 'leaseUntil'), failures, nextAt });
}
