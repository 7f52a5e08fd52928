import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { noInput, type Route } from '../http/route.ts';
import { type Delivery, DeliveryState, TryFailure } from '../webhooks/model/delivery.ts';
import { PageSize } from './list-query.ts';
import { deliveryName, WebhookDeliveryParams, WebhookEndpointParams } from './webhook-params.ts';

/** One event for one endpoint. */
export const WebhookDeliveryBody = z.object({
  id: z.string(),
  object: z.literal('webhook_delivery'),
  endpoint_id: z.string(),
  event_id: z.string(),
  event_type: z.string(),
  event_at: z.string(),
  link_id: z.nullable(z.string()),
  batch_id: z.nullable(z.string()),
  state: DeliveryState,
  reason: z.nullable(z.string()),
  tries: z.int(),
  next_try_at: z.nullable(z.string()),
  ended_at: z.nullable(z.string()),
  replays: z.int(),
  attempts: z.array(
    z.object({
      at: z.string(),
      ms: z.int(),
      status: z.nullable(z.int()),
      failure: z.nullable(TryFailure),
    }),
  ),
});
export type WebhookDeliveryBody = z.infer<typeof WebhookDeliveryBody>;

const ListDeliveriesQuery = z.strictObject({
  state: z.optional(DeliveryState),
  page_size: z.optional(PageSize),
  page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
});
type ListDeliveriesQuery = z.infer<typeof ListDeliveriesQuery>;

const WebhookDeliveryList = z.object({
  data: z.array(WebhookDeliveryBody),
  next_page_token: z.nullable(z.string()),
});
type WebhookDeliveryList = z.infer<typeof WebhookDeliveryList>;

/** Most that one page shows; more is lowered. */
const MOST_PER_PAGE = 200;

export const listWebhookDeliveriesRoute: Route<
  WebhookEndpointParams,
  ListDeliveriesQuery,
  object,
  WebhookDeliveryList
> = {
  ...noInput,
  id: 'listWebhookDeliveries',
  method: 'GET',
  path: '/v1/webhook_endpoints/{id}/deliveries',
  tag: 'Webhooks',
  scope: 'admin',
  summary: "An endpoint's deliveries, those of the newest events first",
  description:
    'A delivery is known for 30 days after its end. A page may be short or empty and still have a token: only its absence ends the list.',
  params: WebhookEndpointParams,
  query: ListDeliveriesQuery,
  returns: { statuses: { 200: 'One page.' }, body: WebhookDeliveryList },
  errors: ['page_token_invalid'],
};

/** A repeat sends it once more, which is what a replay is for. */
export const replayWebhookDeliveryRoute: Route<WebhookDeliveryParams, object, object, WebhookDeliveryBody> = {
  ...noInput,
  id: 'replayWebhookDelivery',
  method: 'POST',
  path: '/v1/webhook_deliveries/{id}/replay',
  tag: 'Webhooks',
  scope: 'admin',
  summary: 'Send one delivery again, whatever became of it',
  description: 'With ten new tries, and the same `webhook-id` as before.',
  params: WebhookDeliveryParams,
  returns: { statuses: { 202: 'It will be sent.' }, body: WebhookDeliveryBody },
  errors: ['conflict_state', 'operation_in_progress'],
};

export function toDeliveriesPage({ state, page_size, page_token }: ListDeliveriesQuery) {
  return { state, size: Math.min(MOST_PER_PAGE, page_size ?? 50), token: page_token };
}

export function toWebhookDeliveryBody(delivery: Delivery): WebhookDeliveryBody {
  const { endpoint, event, state, nextAt, until } = delivery;
  const next = Math.max(nextAt ?? delivery.createdAt, until ?? 0);
  return {
    id: deliveryName(delivery),
    object: 'webhook_delivery',
    endpoint_id: endpoint,
    event_id: event.id,
    event_type: event.type,
    event_at: toIso(event.at),
    link_id: event.linkId ?? null,
    batch_id: event.batchId ?? null,
    state,
    reason: delivery.reason ?? null,
    tries: delivery.tries,
    next_try_at: state === 'pending' ? toIso(next) : null,
    ended_at: delivery.endedAt === undefined ? null : toIso(delivery.endedAt),
    replays: delivery.replays ?? 0,
    attempts: delivery.attempts.map(({ at, ms, status, failure }) => ({
      at: toIso(at),
      ms,
      status: status ?? null,
      failure: failure ?? null,
    })),
  };
}
