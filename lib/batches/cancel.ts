import { unsealContent } from '../table/batches.ts';
import { without } from '../without.ts';
import type { Actor, BatchDeps } from './deps.ts';
import type { Batch, BatchStatus } from './model/batch.ts';
import { refuseState } from './read.ts';
import { changeBatch } from './save.ts';

const CANCELLABLE: ReadonlySet<BatchStatus> = new Set([
  'awaiting_upload',
  'validating',
  'ready',
  'processing',
]);

/**
 * Before its confirmation nothing of a batch is made; afterwards rows that have not been begun are skipped, and those under way
 * end. Its counts are final once it has `completedAt`: at once where nothing was confirmed. Repeated, it changes nothing.
 */
export async function cancelBatch(deps: BatchDeps, actor: Actor, batchId: string): Promise<Batch> {
  const now = deps.clock.now();
  const cancelled = await changeBatch(deps, actor, batchId, 'cancel', (batch) => {
    if (batch.status === 'cancelled') return undefined;
    if (!CANCELLABLE.has(batch.status)) {
      throw refuseState(batch, 'cancelled', `A batch that is ${batch.status} cannot be cancelled.`);
    }
    const over = batch.confirmed ? {} : { completedAt: now };
    return { ...without(batch, 'nextAt', 'leaseUntil'), status: 'cancelled', cancelledAt: now, ...over };
  });
  const { content, confirmed } = cancelled;
  if (content !== undefined && !confirmed) await unsealContent(deps.table, actor.org, content, batchId);
  if (confirmed) await deps.hints.batch(actor.org, batchId);
  return cancelled;
}
