import type { BatchHints } from '../batches/deps.ts';
import { log } from '../log.ts';
import { batchesQueue } from './batches.ts';

/** Hints about batches over SQS. One that is lost costs a wait until the tick finds the batch or the chunk. */
export const batchHints: BatchHints = {
  batch: (org, batchId, delaySeconds) =>
    orLog(batchId, () =>
      batchesQueue.send([
        { message: { v: 1, kind: 'batch', org, batchId }, group: org, ...delayed(delaySeconds) },
      ]),
    ),
  chunk: (org, batchId, number, delaySeconds) =>
    orLog(batchId, () =>
      batchesQueue.send([
        { message: { v: 1, kind: 'chunk', org, batchId, number }, group: org, ...delayed(delaySeconds) },
      ]),
    ),
  chunks: (org, batchId, numbers) =>
    orLog(batchId, () =>
      batchesQueue.send(
        numbers.map((number) => ({ message: { v: 1, kind: 'chunk', org, batchId, number }, group: org })),
      ),
    ),
};

async function orLog(batchId: string, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    log.warn('QUEUE_HINT_LOST', { queue: 'batches', batchId }, error);
  }
}

function delayed(delaySeconds: number | undefined): { delaySeconds?: number } {
  return delaySeconds === undefined ? {} : { delaySeconds };
}
