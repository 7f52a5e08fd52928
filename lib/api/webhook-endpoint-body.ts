import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import type { KnownEndpoint } from '../table/webhook-endpoints.ts';
import { DisabledReason } from '../webhooks/model/endpoint.ts';
import { WebhookEventType } from '../webhooks/model/event-types.ts';

/** An url of yours that is told of events. */
export const WebhookEndpointBody = z.object({
  id: z.string(),
  object: z.literal('webhook_endpoint'),
  url: z.string(),
  description: z.nullable(z.string()),
  events: z.array(WebhookEventType),
  status: z.enum(['enabled', 'disabled']),
  disabled_reason: z.nullable(DisabledReason),
  disabled_at: z.nullable(z.string()),
  failing_since: z.nullable(z.string()),
  paused_until: z.nullable(z.string()),
  secret_made_at: z.string(),
  former_secrets_until: z.array(z.string()),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type WebhookEndpointBody = z.infer<typeof WebhookEndpointBody>;

/** The answers that show the secret itself. */
export const WebhookEndpointWithSecret = z.extend(WebhookEndpointBody, { secret: z.string() });
export type WebhookEndpointWithSecret = z.infer<typeof WebhookEndpointWithSecret>;

export function toWebhookEndpointBody({ endpoint, health }: KnownEndpoint, now: number): WebhookEndpointBody {
  const { disabled } = endpoint;
  const failing = health && health.failures > 0 ? health : undefined;
  const paused = failing?.closedUntil !== undefined && failing.closedUntil > now && !disabled;
  return {
    id: endpoint.id,
    object: 'webhook_endpoint',
    url: endpoint.url,
    description: endpoint.description ?? null,
    events: endpoint.events,
    status: disabled ? 'disabled' : 'enabled',
    disabled_reason: disabled?.reason ?? null,
    disabled_at: disabled ? toIso(disabled.at) : null,
    failing_since: failing ? toIso(failing.failingSince) : null,
    paused_until: paused && failing?.closedUntil !== undefined ? toIso(failing.closedUntil) : null,
    secret_made_at: toIso(endpoint.secretAt),
    former_secrets_until: (endpoint.former ?? [])
      .filter(({ until }) => now < until)
      .map(({ until }) => toIso(until)),
    version: endpoint.version,
    created_at: toIso(endpoint.createdAt),
    updated_at: toIso(endpoint.updatedAt),
  };
}
