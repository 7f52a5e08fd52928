import * as z from 'zod/mini';

/** `pending` is tried until one of the others is reached. `skipped`: its endpoint takes nothing just now. */
export const DeliveryState = z.enum(['pending', 'delivered', 'failed', 'skipped']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** What of an event a merchant is told: no contact data. The events of links and of batches fit it. */
export const ToldEvent = z.object({
  id: z.string(),
  type: z.string(),
  /** Epoch ms. */
  at: z.int(),
  /** Of the link or batch: a receiver drops what is older than what it has. */
  version: z.int(),
  linkId: z.exactOptional(z.string()),
  batchId: z.exactOptional(z.string()),
  /** The merchant's own, of the link. */
  reference: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
  data: z.record(z.string(), z.unknown()),
});
export type ToldEvent = z.infer<typeof ToldEvent>;

/** Why a try came to nothing, where there was no status. */
export const TryFailure = z.enum([
  'timeout',
  'unknown_host',
  'address_refused',
  'url_refused',
  'not_reached',
  'tls',
  'broken_off',
  'no_http',
]);
export type TryFailure = z.infer<typeof TryFailure>;

export const Attempt = z.object({
  at: z.int(),
  ms: z.int(),
  status: z.exactOptional(z.int()),
  failure: z.exactOptional(TryFailure),
});
export type Attempt = z.infer<typeof Attempt>;

/** One event for one endpoint. Instants are epoch ms. */
export const Delivery = z.object({
  org: z.string(),
  endpoint: z.string(),
  /** ULID of the event's instant, endpoint and event: the same whoever reckons it. */
  id: z.string(),
  event: ToldEvent,
  state: DeliveryState,
  reason: z.exactOptional(z.enum(['gone', 'endpoint_disabled', 'endpoint_deleted', 'tries_used'])),
  /** Tries begun, of ten; one that died counts. */
  tries: z.int(),
  /** Steps of the schedule that are used: tries, and those that fell into a pause of the endpoint. */
  step: z.int(),
  /** It has waited for the end of a pause in this step already. */
  waited: z.exactOptional(z.literal(true)),
  /** The last ten, oldest first. */
  attempts: z.array(Attempt),
  /** Not to be tried before. */
  nextAt: z.exactOptional(z.int()),
  /** A worker has it until then. */
  until: z.exactOptional(z.int()),
  /** Its timer: never later than it must be looked at. */
  dueAt: z.exactOptional(z.int()),
  replays: z.exactOptional(z.int()),
  createdAt: z.int(),
  endedAt: z.exactOptional(z.int()),
  version: z.int(),
  writer: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;

/** It waits, nobody has it, and its time has come. */
export function isReady({ state, nextAt = 0, until = 0 }: Delivery, now: number): boolean {
  return state === 'pending' && Math.max(nextAt, until) <= now;
}
