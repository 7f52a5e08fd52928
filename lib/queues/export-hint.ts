import type { ExportHint } from '../exports/deps.ts';
import { log } from '../log.ts';
import { batchesQueue } from './batches.ts';

/** A hint about an export over SQS. One that is lost costs a wait until the tick finds the export. */
export const exportHint: ExportHint = async (org, exportId) => {
  try {
    await batchesQueue.send([{ message: { v: 1, kind: 'export', org, exportId }, group: org }]);
  } catch (error) {
    log.warn('QUEUE_HINT_LOST', { queue: 'batches', exportId }, error);
  }
};
