import { systemClock } from '../../lib/clock.ts';
import { recordDeadLetters } from '../../lib/queues/dead-letters.ts';
import { WebhookHint } from '../../lib/queues/webhooks.ts';
import { table } from '../../lib/table/client.ts';
import { putOff } from '../../lib/table/due.ts';
import { deliveryKey } from '../../lib/table/keys.ts';

/** Queue `webhooks-dead`: what could not be worked off stays on the delivery's own timer, and comes again in an hour. */
export const handler = recordDeadLetters('webhooks-dead', WebhookHint, async ({ org, endpoint, id }) => {
  await putOff(table(), deliveryKey(org, endpoint, id), systemClock.now());
});
