import {
  listWebhookDeliveriesRoute,
  replayWebhookDeliveryRoute,
  toDeliveriesPage,
  toWebhookDeliveryBody,
} from '../../lib/api/webhook-deliveries.ts';
import { deliveryNamed } from '../../lib/api/webhook-params.ts';
import { replayWebhooksRoute, toReplayBody, toReplayRange } from '../../lib/api/webhook-replay.ts';
import { systemClock } from '../../lib/clock.ts';
import { byRoute } from '../../lib/http/by-route.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { webhookHints } from '../../lib/queues/webhook-hints.ts';
import { webhooksQueue } from '../../lib/queues/webhooks.ts';
import { table } from '../../lib/table/client.ts';
import { listDeliveries } from '../../lib/webhooks/list-deliveries.ts';
import { type ReplayDeps, replayDelivery, replayRange } from '../../lib/webhooks/replay.ts';

const deps = (): ReplayDeps => ({
  table: table(),
  clock: systemClock,
  hint: (deliveries) => webhookHints({ queue: webhooksQueue }, deliveries),
});

const list = endpoint(listWebhookDeliveriesRoute).handler(async ({ input, caller }) => {
  const page = toDeliveriesPage(input.query);
  const { deliveries, nextToken } = await listDeliveries(table(), caller.org, input.params.id, page);
  return { data: deliveries.map(toWebhookDeliveryBody), next_page_token: nextToken };
});

const replay = endpoint(replayWebhooksRoute).handler(async ({ input, caller }) =>
  toReplayBody(await replayRange(deps(), caller.org, input.params.id, toReplayRange(input.body))),
);

const replayOne = endpoint(replayWebhookDeliveryRoute).handler(async ({ input, caller }) => {
  const { endpoint: of, id } = deliveryNamed(input.params.id);
  return toWebhookDeliveryBody(await replayDelivery(deps(), caller.org, of, id));
});

/** `/v1/webhook_endpoints/{id}`: `/deliveries` and `/replay`; `/v1/webhook_deliveries/{id}/replay`. */
export const handler = byRoute(
  [listWebhookDeliveriesRoute, list],
  [replayWebhooksRoute, replay],
  [replayWebhookDeliveryRoute, replayOne],
);
