import * as z from 'zod/mini';
import { onceSealed } from '../http/idempotency.ts';
import { noInput, type Route } from '../http/route.ts';
import { maybe, text } from './fields.ts';
import { WebhookEndpointWithSecret } from './webhook-endpoint-body.ts';
import { WebhookEvents, WebhookUrl } from './webhook-endpoints.ts';
import { WebhookEndpointParams } from './webhook-params.ts';

const NewWebhookEndpoint = z.strictObject({
  url: WebhookUrl,
  description: maybe(text(100)),
  events: maybe(WebhookEvents),
});
type NewWebhookEndpoint = z.infer<typeof NewWebhookEndpoint>;

// Who is told of all money, and holds the secret that vouches for it, is chosen by who may make keys.
const base = { ...noInput, tag: 'Webhooks', method: 'POST', scope: 'admin', idempotent: onceSealed } as const;

export const createWebhookEndpointRoute: Route<
  object,
  object,
  NewWebhookEndpoint,
  WebhookEndpointWithSecret
> = {
  ...base,
  id: 'createWebhookEndpoint',
  path: '/v1/webhook_endpoints',
  summary: 'Make a webhook endpoint; its secret is shown once',
  description:
    'An https url of a public host. Without `events` it is told of `link.paid`, `link.expired`, `link.failed` and `link.exception`. In force within 30 seconds. At most 10 for an organisation.',
  body: NewWebhookEndpoint,
  bodyOptional: false,
  returns: { statuses: { 201: 'The endpoint with its secret, this once.' }, body: WebhookEndpointWithSecret },
  errors: ['conflict_state', 'operation_in_progress'],
};

export const rotateWebhookSecretRoute: Route<
  WebhookEndpointParams,
  object,
  object,
  WebhookEndpointWithSecret
> = {
  ...base,
  id: 'rotateWebhookSecret',
  path: '/v1/webhook_endpoints/{id}/rotate_secret',
  summary: 'Give a webhook endpoint a new secret; it is shown once',
  description:
    'The one before is good for 24 hours more: until then every request carries a signature for each. At most three former ones are good at a time.',
  params: WebhookEndpointParams,
  returns: { statuses: { 200: 'The endpoint with its new secret.' }, body: WebhookEndpointWithSecret },
  errors: ['conflict_state', 'operation_in_progress'],
};
