import { chunksOf } from '../../table/chunks.ts';
import type { Batch } from '../model/batch.ts';
import type { BatchWorker } from '../worker.ts';
import { ask, askChunks } from './ask-chunks.ts';
import { buildPart, callOffRest, isHandedOver } from './build-part.ts';
import { isBuilt, presentParts } from './parts.ts';
import { workPart } from './work-part.ts';

/** Until it is asked again whether all rows have their links. */
const SOON_MS = 2_000;

const LOOK_AGAIN_MS = 60_000;

/**
 * Runs the rows of a batch in the batches of their provider: once each has its link, they are written to files, each of which
 * goes its way there; where one has ended, the chunks of its rows look what became of them. Each wake does what is due.
 * Gives when to go on.
 */
export async function runAtProvider(deps: BatchWorker, batch: Batch): Promise<number> {
  const isCancelled = batch.status === 'cancelled';
  if (isCancelled) await askUnhanded(deps, batch);
  let current = isCancelled && !isBuilt(batch) ? await callOffRest(deps, batch) : batch;
  if (!isBuilt(current)) {
    if (!(await isHandedOver(deps, current))) return deps.clock.now() + SOON_MS;
    // Several parts: each is on its way before the next is written.
    current = await buildPart(deps, current);
  }
  const times = [isBuilt(current) ? deps.clock.now() + LOOK_AGAIN_MS : deps.clock.now()];
  for (const { file } of presentParts(current)) {
    const worked = await workPart(deps, current, file);
    current = worked.batch;
    if (worked.at !== undefined) times.push(worked.at);
  }
  for (const part of presentParts(current)) {
    const asked = await askChunks(deps, current, part);
    current = asked.batch;
    if (asked.at !== undefined) times.push(asked.at);
  }
  return Math.min(...times);
}

/**
 * Chunks of a cancelled batch that have handed over nothing, or not yet all, end by themselves; one that was just handed over
 * is settled when nothing of it is at the provider any more.
 */
async function askUnhanded(deps: BatchWorker, batch: Batch): Promise<void> {
  const under = presentParts(batch).filter(({ state }) => state !== 'ended');
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id)) {
    const { org, batchId, number, state } = chunk;
    const isUnder = under.some(({ after, to }) => number >= after.chunk && number <= to.chunk);
    if (state === 'validated' || state === 'released') await deps.hints.chunk(org, batchId, number);
    else if (!isUnder) await ask(deps, chunk);
  }
}
