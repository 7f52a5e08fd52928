import { log } from '../log.ts';
import type { Queue } from './define-queue.ts';
import type { WebhookHint } from './webhooks.ts';

/** Asks for tries. A hint that is lost costs a wait until the timer finds the delivery, so it is told to the log and no more. */
export async function webhookHints(
  { queue }: { queue: Pick<Queue<WebhookHint>, 'send'> },
  deliveries: readonly Omit<WebhookHint, 'v'>[],
  delaySeconds?: number,
): Promise<void> {
  try {
    await queue.send(
      deliveries.map(({ org, endpoint, id }) => ({
        message: { v: 1, org, endpoint, id },
        group: org,
        ...(delaySeconds === undefined ? {} : { delaySeconds }),
      })),
    );
  } catch (error) {
    log.warn('QUEUE_HINT_LOST', { queue: 'webhooks', count: deliveries.length }, error);
  }
}
