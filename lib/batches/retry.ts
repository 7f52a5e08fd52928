import { getSums } from '../table/batches.ts';
import type { Actor, BatchDeps } from './deps.ts';
import type { Batch } from './model/batch.ts';
import { readBatch, refuseState } from './read.ts';
import { changeBatch } from './save.ts';

/**
 * Runs rows once more that failed for a reason that passes (the provider was down, or refused our credentials), under their own
 * link ids. Repeated while they run, it changes nothing. Throws `conflict_state` where there are none.
 */
export async function retryBatch(deps: BatchDeps, actor: Actor, batchId: string): Promise<Batch> {
  const batch = await readBatch(deps.table, actor.org, batchId);
  if (batch.status === 'processing' && batch.retriedAt !== undefined) return batch;
  const { passing } = await getSums(deps.table, actor.org, batchId);
  if (batch.status !== 'completed_with_errors' || passing === 0) {
    throw refuseState(batch, 'processing', 'No row of this batch has failed for a reason that passes.');
  }
  const saved = await changeBatch(deps, actor, batchId, 'retry', (current) => {
    if (current.status !== 'completed_with_errors') return undefined;
    const { completedAt: _, ...open } = current;
    return { ...open, status: 'processing', retriedAt: deps.clock.now() };
  });
  await deps.hints.batch(saved.org, saved.id);
  return saved;
}
