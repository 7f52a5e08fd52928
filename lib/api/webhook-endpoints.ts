import * as z from 'zod/mini';
import { Nothing, noInput, type Route } from '../http/route.ts';
import type { EndpointChanges } from '../webhooks/endpoints.ts';
import { TryFailure } from '../webhooks/model/delivery.ts';
import { WebhookEventType } from '../webhooks/model/event-types.ts';
import type { Tested } from '../webhooks/send-test.ts';
import { maybe, text } from './fields.ts';
import { WebhookEndpointBody } from './webhook-endpoint-body.ts';
import { WebhookEndpointParams } from './webhook-params.ts';

const base = { ...noInput, tag: 'Webhooks', path: '/v1/webhook_endpoints', scope: 'admin' } as const;
const one = { ...base, path: '/v1/webhook_endpoints/{id}', params: WebhookEndpointParams } as const;

const WebhookEndpointList = z.object({ data: z.array(WebhookEndpointBody), next_page_token: z.null() });
type WebhookEndpointList = z.infer<typeof WebhookEndpointList>;

export const listWebhookEndpointsRoute: Route<object, object, object, WebhookEndpointList> = {
  ...base,
  id: 'listWebhookEndpoints',
  method: 'GET',
  summary: 'List webhook endpoints, the oldest first',
  returns: { statuses: { 200: 'All endpoints, without their secrets.' }, body: WebhookEndpointList },
};

export const getWebhookEndpointRoute: Route<WebhookEndpointParams, object, object, WebhookEndpointBody> = {
  ...one,
  id: 'getWebhookEndpoint',
  method: 'GET',
  summary: 'Read a webhook endpoint and how it fares',
  returns: { statuses: { 200: 'The endpoint.' }, body: WebhookEndpointBody },
};

export const WebhookUrl = z.string().check(z.minLength(1), z.maxLength(500));
export const WebhookEvents = z.array(WebhookEventType).check(z.minLength(1), z.maxLength(50));

const WebhookEndpointChanges = z.strictObject({
  url: z.optional(WebhookUrl),
  description: maybe(text(100)),
  events: z.optional(WebhookEvents),
  status: z.optional(z.enum(['enabled', 'disabled'])),
});
type WebhookEndpointChanges = z.infer<typeof WebhookEndpointChanges>;

export const updateWebhookEndpointRoute: Route<
  WebhookEndpointParams,
  object,
  WebhookEndpointChanges,
  WebhookEndpointBody
> = {
  ...one,
  id: 'updateWebhookEndpoint',
  method: 'PATCH',
  summary: 'Change, disable or enable a webhook endpoint',
  description:
    'In force within 30 seconds. Events of a disabled endpoint are kept as `skipped` for 30 days; after it was enabled again `POST …/replay` sends them.',
  body: WebhookEndpointChanges,
  bodyOptional: false,
  returns: { statuses: { 200: 'The endpoint.' }, body: WebhookEndpointBody },
  errors: ['operation_in_progress'],
};

export const deleteWebhookEndpointRoute: Route<WebhookEndpointParams, object, object, undefined> = {
  ...one,
  id: 'deleteWebhookEndpoint',
  method: 'DELETE',
  summary: 'Delete a webhook endpoint; its deliveries end with it',
  returns: { statuses: { 204: 'It is gone.' }, body: Nothing },
};

const TestedBody = z.object({
  object: z.literal('webhook_test'),
  delivered: z.boolean(),
  status: z.nullable(z.int()),
  failure: z.nullable(TryFailure),
  ms: z.int(),
});
type TestedBody = z.infer<typeof TestedBody>;

/** Nothing lasting comes of it, so there is nothing to be kept for a repeat. */
export const testWebhookEndpointRoute: Route<WebhookEndpointParams, object, object, TestedBody> = {
  ...one,
  id: 'testWebhookEndpoint',
  method: 'POST',
  path: '/v1/webhook_endpoints/{id}/test',
  summary: 'Send a test event now, and tell what came of it',
  description:
    'An event of type `webhook_endpoint.test`, signed as any other; to a disabled endpoint too. It is tried once.',
  returns: { statuses: { 200: 'What came of it.' }, body: TestedBody },
};

export function toEndpointChanges({
  url,
  description,
  events,
  status,
}: WebhookEndpointChanges): EndpointChanges {
  return { url, description, events, ...(status === undefined ? {} : { enabled: status === 'enabled' }) };
}

export function toTestedBody(tested: Tested): TestedBody {
  const status = 'status' in tested ? tested.status : null;
  return {
    object: 'webhook_test',
    delivered: status !== null && status >= 200 && status < 300,
    status,
    failure: 'failure' in tested ? tested.failure : null,
    ms: tested.ms,
  };
}
