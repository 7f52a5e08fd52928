import type { BatchDeps } from '../batches/deps.ts';
import type { Batch } from '../batches/model/batch.ts';
import { systemClock } from '../clock.ts';
import { batchHints } from '../queues/batch-hints.ts';
import { getSums } from '../table/batches.ts';
import { table } from '../table/client.ts';
import { type BatchBody, toBatchBody } from './batch-body.ts';

/** What the calls on one batch need. */
export function batchDeps(): BatchDeps {
  return { table: table(), clock: systemClock, hints: batchHints };
}

/** A batch as it has just been changed, with its sums; its file has come, so no form belongs to it. */
export async function batchAnswer({ table, clock }: BatchDeps, batch: Batch): Promise<BatchBody> {
  const sums = await getSums(table, batch.org, batch.id);
  return toBatchBody({ batch, sums }, clock.now());
}
