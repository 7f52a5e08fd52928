import * as z from 'zod/mini';
import { defineQueue } from './define-queue.ts';

/** A delivery waits no longer. */
export const WebhookHint = z.object({
  v: z.literal(1),
  org: z.string(),
  endpoint: z.string(),
  id: z.string(),
});
export type WebhookHint = z.infer<typeof WebhookHint>;

export const webhooksQueue = /* @__PURE__ */ defineQueue({ url: 'WEBHOOKS_QUEUE_URL', message: WebhookHint });
