import * as z from 'zod/mini';
import { ObservedStatus } from '../../observation.ts';

/** Instants are epoch ms, amounts integers in minor units of the link's currency. */
const Instant = z.int();
const Minor = z.int();

/** What providers told us, a join of observations: each field a maximum, a minimum or a union, in any order the same. */
export const Facts = z.object({
  /** The most that was ever seen. */
  amountPaid: z.exactOptional(Minor),
  /** First sight of some money. */
  partlyPaidAt: z.exactOptional(Instant),
  /** First sight of it being paid in full. */
  paidAt: z.exactOptional(Instant),
  /** First sight of the provider having ended it by itself. */
  ended: z.exactOptional(z.object({ at: Instant, as: z.enum(['expired', 'cancelled']) })),
  /** The status of the read that began last. */
  latest: z.exactOptional(z.object({ at: Instant, status: ObservedStatus })),
  /** The provider's own word of the read that began last. */
  word: z.exactOptional(z.object({ at: Instant, text: z.string() })),
  sentAt: z.exactOptional(Instant),
  openedAt: z.exactOptional(Instant),
  downloadedAt: z.exactOptional(Instant),
  /** First sight of each flag. */
  flags: z.exactOptional(z.record(z.string(), Instant)),
});
export type Facts = z.infer<typeof Facts>;
