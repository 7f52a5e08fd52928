import { log } from '../log.ts';
import { getBatch, getSums } from '../table/batches.ts';
import { chunksOf } from '../table/chunks.ts';
import { without } from '../without.ts';
import { chunkHints } from './chunk-hints.ts';
import { type Actor, TIMER } from './deps.ts';
import { type Batch, goesOn, isUnderWay } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import { type Addition, negative } from './model/sums.ts';
import { runAtProvider } from './provider-mode/run.ts';
import { releasable } from './release.ts';
import { writeReports } from './report.ts';
import { changeBatch, saveBatch, saveChunk } from './save.ts';
import { scanFile } from './scan-file.ts';
import { confirmByItself, settleValidation } from './settle.ts';
import { type BatchWorker, LEASE_MS } from './worker.ts';

/** While chunks are at work, each of which tells when it is through. */
const LOOK_AGAIN_MS = 60_000;

/** After a failure: it comes again later and later. */
const MINUTE = 60_000;
const STUCK_AFTER = 8;

/**
 * Does what is due for one batch, whoever asks and however often. One worker at a time holds its lease; should two hold it after
 * all, everything that they do is done once.
 */
export async function workBatch(deps: BatchWorker, org: string, batchId: string): Promise<void> {
  const due = await getBatch(deps.table, org, batchId);
  if (!due || due.dueAt === undefined || (due.leaseUntil ?? 0) > deps.clock.now()) return;
  // A hint comes when it was told to, or when the last chunk is through. Any other is a copy: each would beget the next.
  if (due.dueAt > deps.clock.now() && !(await isThrough(deps, due))) return;
  const actor = { org, by: TIMER };
  const now = deps.clock.now();
  const lease = { ...without(due, 'nextAt'), leaseUntil: now + LEASE_MS };
  const mine = await saveBatch(deps, due, lease, actor, 'work');
  if (!mine) return;
  try {
    const nextAt = await doNext(deps, mine);
    await giveBack(deps, actor, batchId, nextAt);
  } catch (error) {
    await pushBack(deps, actor, mine, error);
  }
}

async function isThrough(
  { table }: BatchWorker,
  { org, id, status, scanned, confirmed }: Batch,
): Promise<boolean> {
  if (!scanned || !(status === 'validating' || (confirmed && isUnderWay({ status })))) return false;
  const { checkedChunks, closedChunks } = await getSums(table, org, id);
  return (confirmed ? closedChunks : checkedChunks) >= scanned.chunks;
}

/** Gives when the batch is to be looked at again; `undefined`: by what its state says. */
function doNext(deps: BatchWorker, batch: Batch): Promise<number | undefined> {
  switch (batch.status) {
    case 'awaiting_upload':
      return end(deps, batch);
    case 'validating':
      return validate(deps, batch);
    case 'processing':
      return run(deps, batch);
    case 'cancelled':
      return batch.confirmed && batch.completedAt === undefined
        ? run(deps, batch)
        : writeReports(deps, batch);
    case 'ready':
      if (goesOn(batch)) return confirmByItself(deps, batch);
      return batch.reports && batch.reports.made !== batch.reports.wanted
        ? writeReports(deps, batch)
        : end(deps, batch);
    case 'completed':
    case 'completed_with_errors':
      return writeReports(deps, batch);
    default:
      return Promise.resolve(undefined);
  }
}

/** No file came, or nobody confirmed. */
async function end(deps: BatchWorker, { org, id }: Batch): Promise<undefined> {
  await changeBatch(deps, { org, by: TIMER }, id, 'expire', (current) =>
    current.status === 'awaiting_upload' || current.status === 'ready'
      ? { ...current, status: 'expired' }
      : undefined,
  );
}

async function validate(deps: BatchWorker, batch: Batch): Promise<number | undefined> {
  const { scanned } = batch;
  if (!scanned) return scanFile(deps, batch);
  const { checkedChunks } = await getSums(deps.table, batch.org, batch.id);
  if (checkedChunks < scanned.chunks) return deps.clock.now() + LOOK_AGAIN_MS;
  await settleValidation(deps, batch);
  return undefined;
}

async function run(deps: BatchWorker, batch: Batch): Promise<number | undefined> {
  const { closedChunks } = await getSums(deps.table, batch.org, batch.id);
  if ((batch.reopenedFor ?? 0) < (batch.retriedAt ?? 0)) return reopen(deps, batch);
  if (closedChunks >= (batch.scanned?.chunks ?? 0)) return complete(deps, batch);
  if (batch.mode === 'provider') return runInProviderMode(deps, batch);
  if (batch.status === 'cancelled') return askAll(deps, batch);
  if ((batch.released ?? 0) >= (batch.scanned?.chunks ?? 0)) return deps.clock.now() + LOOK_AGAIN_MS;
  return release(deps, batch);
}

/** Chunks hand their rows over as fast as they can; what is in the provider's hands goes on beside. */
async function runInProviderMode(deps: BatchWorker, batch: Batch): Promise<number> {
  const isReleased = batch.status !== 'processing' || (batch.released ?? 0) >= (batch.scanned?.chunks ?? 0);
  const releaseAt = isReleased ? Number.POSITIVE_INFINITY : await release(deps, batch);
  return Math.min(releaseAt, await runAtProvider(deps, batch));
}

/** Lets the next chunks begin. That they may is saved first: a hint that is lost is made good by the chunk's own timer. */
async function release(deps: BatchWorker, batch: Batch): Promise<number> {
  const { chunks, askAt } = await releasable(deps, batch);
  const first = (batch.released ?? 0) + 1;
  const last = first + chunks - 1;
  const hint = chunkHints(deps, batch);
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id, { after: first - 1 })) {
    if (chunk.number > last) break;
    await letBegin(deps, chunk);
    await hint.add(chunk);
  }
  await hint.send();
  if (chunks > 0) {
    const actor = { org: batch.org, by: TIMER };
    await changeBatch(deps, actor, batch.id, 'release', (current) =>
      (current.released ?? 0) < last ? { ...current, released: last } : undefined,
    );
  }
  const more = last < (batch.scanned?.chunks ?? 0);
  return more ? askAt : deps.clock.now() + LOOK_AGAIN_MS;
}

async function letBegin(deps: BatchWorker, chunk: Chunk): Promise<void> {
  const now = deps.clock.now();
  if (chunk.state === 'validated') await saveChunk(deps, chunk, { ...chunk, state: 'released', nextAt: now });
}

/** Chunks of a cancelled batch end without anything new being begun. */
async function askAll(deps: BatchWorker, batch: Batch): Promise<number> {
  const hint = chunkHints(deps, batch);
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id)) {
    if (chunk.state !== 'closed') await hint.add(chunk);
  }
  await hint.send();
  return deps.clock.now() + LOOK_AGAIN_MS;
}

/** Opens chunks with rows that failed for a passing reason; what they had added is taken back in the same transaction. */
async function reopen(deps: BatchWorker, batch: Batch): Promise<number> {
  const { retriedAt = 0 } = batch;
  const now = deps.clock.now();
  const hint = chunkHints(deps, batch);
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id)) {
    const { ends } = chunk;
    if (chunk.state !== 'closed' || !ends?.passing || (chunk.retriedAt ?? 0) >= retriedAt) continue;
    const addition: Addition = { ...negative(ends), closedChunks: -1 };
    const rest = without(chunk, 'ends', 'queuedAt', 'lastSlotAt', 'looks', 'requeued', 'unfit', 'leaseUntil');
    await saveChunk(deps, chunk, { ...rest, state: 'released', retriedAt, nextAt: now }, addition);
    await hint.add(chunk);
  }
  await hint.send();
  await changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'reopen', (current) =>
    (current.reopenedFor ?? 0) < retriedAt ? { ...current, reopenedFor: retriedAt } : undefined,
  );
  return now + LOOK_AGAIN_MS;
}

async function complete(deps: BatchWorker, batch: Batch): Promise<undefined> {
  const sums = await getSums(deps.table, batch.org, batch.id);
  const errors = sums.invalid + sums.duplicate + sums.failed > 0;
  await changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'complete', (current) => {
    if (current.completedAt !== undefined) return undefined;
    if (current.status !== 'processing' && current.status !== 'cancelled') return undefined;
    const completed = errors ? 'completed_with_errors' : 'completed';
    return {
      ...current,
      status: current.status === 'cancelled' ? 'cancelled' : completed,
      completedAt: deps.clock.now(),
      reports: { ...current.reports, wanted: (current.reports?.wanted ?? 0) + 1 },
    };
  });
}

async function giveBack(
  deps: BatchWorker,
  actor: Actor,
  batchId: string,
  nextAt: number | undefined,
): Promise<void> {
  const left = await changeBatch(deps, actor, batchId, 'worked', (current) => ({
    ...without(current, 'leaseUntil', 'nextAt', 'failures'),
    ...(nextAt === undefined ? {} : { nextAt }),
  }));
  const { dueAt } = left;
  if (dueAt === undefined) return;
  const wait = Math.max(0, dueAt - deps.clock.now());
  // A tick comes every minute; what is due sooner is hinted.
  if (wait < MINUTE) await deps.hints.batch(left.org, left.id, Math.ceil(wait / 1000));
}

async function pushBack(deps: BatchWorker, actor: Actor, batch: Batch, error: unknown): Promise<void> {
  log.error('BATCH_WORK_FAILED', { batchId: batch.id, status: batch.status }, error);
  await changeBatch(deps, actor, batch.id, 'failed', (current) => {
    const failures = (current.failures ?? 0) + 1;
    if (failures === STUCK_AFTER) log.error('BATCH_STUCK', { batchId: batch.id, status: batch.status });
    const nextAt = deps.clock.now() + Math.min(60, 2 ** failures) * MINUTE;
    return { ...without(current, 'leaseUntil'), failures, nextAt };
  });
}
