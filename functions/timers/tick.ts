import { systemClock } from '../../lib/clock.ts';
import { tick } from '../../lib/links/tick.ts';
import { log } from '../../lib/log.ts';
import { batchesQueue } from '../../lib/queues/batches.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { webhooksQueue } from '../../lib/queues/webhooks.ts';
import { table } from '../../lib/table/client.ts';

/** Every minute: hints for whatever is due. Missed and doubled ticks are harmless. */
export async function handler(): Promise<void> {
  const { woken, skipped } = await tick({
    table: table(),
    clock: systemClock,
    queue: wakeQueue,
    batches: batchesQueue,
    webhooks: webhooksQueue,
  });
  if (woken || skipped) log.info('TICK', { woken, skipped });
}
