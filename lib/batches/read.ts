import { AppError, notFound } from '../errors.ts';
import { getBatch, getSums } from '../table/batches.ts';
import type { Table } from '../table/client.ts';
import type { Batch, BatchStatus } from './model/batch.ts';
import type { Sums } from './model/sums.ts';

/** A batch of the organisation; throws `not_found`. */
export async function readBatch(table: Table, org: string, batchId: string): Promise<Batch> {
  const batch = await getBatch(table, org, batchId);
  if (!batch) throw notFound();
  return batch;
}

/** The same with its sums, for those who look: two reads that may lag a moment. Throws `not_found`. */
export async function showBatch(
  table: Table,
  org: string,
  batchId: string,
): Promise<{ batch: Batch; sums: Sums }> {
  const lagging = { consistent: false };
  const [batch, sums] = await Promise.all([
    getBatch(table, org, batchId, lagging),
    getSums(table, org, batchId, lagging),
  ]);
  if (!batch) throw notFound();
  return { batch, sums };
}

/** What cannot be done with a batch that stands where it stands. */
export function refuseState({ status }: Batch, to: BatchStatus, detail: string): AppError {
  return new AppError('conflict_state', { detail, from: status, to });
}
