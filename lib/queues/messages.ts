import * as z from 'zod/mini';
import { defineQueue } from './define-queue.ts';

/** A link has sends to be delivered. */
export const MessagesHint = z.object({ v: z.literal(1), org: z.string(), linkId: z.string() });
export type MessagesHint = z.infer<typeof MessagesHint>;

export const messagesQueue = /* @__PURE__ */ defineQueue({
  url: 'MESSAGES_QUEUE_URL',
  message: MessagesHint,
});
