import * as z from 'zod/mini';
import { WebhookEventType } from './event-types.ts';

/** So long the secret before a rotation is good beside the new one. */
export const OVERLAP_MS = 24 * 3_600_000;

/** Most secrets that are good beside the current one: each adds a signature to every request. */
export const MOST_FORMER_SECRETS = 3;

/** `gone`: its server answered 410. `by_key`: switched off through the API. */
export const DisabledReason = z.enum(['gone', 'by_key']);

/** A merchant's url that is told of events, as it is kept. Instants are epoch ms. */
export const WebhookEndpoint = z.object({
  org: z.string(),
  /** `we_` and a ULID. */
  id: z.string(),
  url: z.string(),
  description: z.exactOptional(z.string()),
  events: z.array(WebhookEventType),
  disabled: z.exactOptional(z.object({ reason: DisabledReason, at: z.int() })),
  /** Sealed by KMS, base64; only `lib/connections/seal.ts` opens it. */
  secret: z.string(),
  secretAt: z.int(),
  /** The request that rotated last: asked again it must not push a secret out that is in use. */
  rotation: z.exactOptional(z.string()),
  /** Secrets before rotations, the newest first, each good until its instant. */
  former: z.exactOptional(z.array(z.object({ secret: z.string(), until: z.int() }))),
  version: z.int(),
  writer: z.string(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
