import * as z from 'zod/mini';
import { Observation } from '../observation.ts';
import { defineQueue } from './define-queue.ts';

/** Something waits no longer: a link or a connection's sweep is due, or a provider has told us about a link. */
export const WakeHint = z.discriminatedUnion('kind', [
  z.object({
    v: z.literal(1),
    kind: z.literal('link'),
    org: z.string(),
    linkId: z.string(),
    /** The slot for which it comes, epoch ms: no other wake may use that. */
    slotAt: z.exactOptional(z.int()),
  }),
  z.object({ v: z.literal(1), kind: z.literal('sweep'), org: z.string(), connection: z.string() }),
  z.object({
    v: z.literal(1),
    kind: z.literal('notified'),
    org: z.string(),
    connection: z.string(),
    /** When it came in, epoch ms: the read that it asks for must begin later. */
    at: z.int(),
    providerLinkId: z.exactOptional(z.string()),
    paymentId: z.exactOptional(z.string()),
    /** Our own: link id and generation. */
    reference: z.exactOptional(z.string().check(z.length(28))),
    /** Facts that the notification's signature proves. */
    observation: z.exactOptional(Observation),
  }),
]);
export type WakeHint = z.infer<typeof WakeHint>;

export const wakeQueue = /* @__PURE__ */ defineQueue({ url: 'WAKE_QUEUE_URL', message: WakeHint });
