import * as z from 'zod/mini';
import { noInput, type Route } from '../http/route.ts';
import { DeliveryState } from '../webhooks/model/delivery.ts';
import { WebhookEventType } from '../webhooks/model/event-types.ts';
import type { ReplayRange } from '../webhooks/replay.ts';
import { maybe } from './fields.ts';
import { InstantMs } from './list-query.ts';
import { WebhookEndpointParams } from './webhook-params.ts';

const ReplayInput = z
  .strictObject({
    from: InstantMs,
    to: InstantMs,
    types: maybe(z.array(WebhookEventType).check(z.minLength(1), z.maxLength(50))),
    states: maybe(z.array(DeliveryState).check(z.minLength(1), z.maxLength(4))),
    page_token: maybe(z.string().check(z.minLength(1), z.maxLength(200))),
  })
  .check(z.refine(({ from, to }) => from < to, { path: ['to'], error: 'Later than `from`.' }));
type ReplayInput = z.infer<typeof ReplayInput>;

const ReplayBody = z.object({
  object: z.literal('webhook_replay'),
  replayed: z.int(),
  next_page_token: z.nullable(z.string()),
});
type ReplayBody = z.infer<typeof ReplayBody>;

export const replayWebhooksRoute: Route<WebhookEndpointParams, object, ReplayInput, ReplayBody> = {
  ...noInput,
  id: 'replayWebhooks',
  method: 'POST',
  path: '/v1/webhook_endpoints/{id}/replay',
  tag: 'Webhooks',
  scope: 'admin',
  summary: 'Send the events of a time range again',
  description:
    'By the instants of the events, `from` included, `to` not; whatever became of their deliveries, or only those in `states`. One request looks at 500: while there is a `next_page_token`, repeat the request with it as `page_token`. With ten new tries each, and the same `webhook-id` as before.',
  params: WebhookEndpointParams,
  body: ReplayInput,
  bodyOptional: false,
  returns: { statuses: { 202: 'How many will be sent.' }, body: ReplayBody },
  errors: ['conflict_state', 'page_token_invalid'],
};

export function toReplayRange({ from, to, types, states, page_token }: ReplayInput): ReplayRange {
  return {
    from,
    to,
    types: types ?? undefined,
    states: states ?? undefined,
    token: page_token ?? undefined,
  };
}

export function toReplayBody({
  replayed,
  nextToken,
}: {
  replayed: number;
  nextToken: string | null;
}): ReplayBody {
  return { object: 'webhook_replay', replayed, next_page_token: nextToken };
}
