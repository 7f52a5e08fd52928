import * as z from 'zod/mini';

/** What a provider can say that a link is. Paid is never inferred from absence or from a redirect. */
export const ObservedStatus = z.enum([
  'active',
  'processing',
  'partially_paid',
  'paid',
  'expired',
  'cancelled',
]);
export type ObservedStatus = z.infer<typeof ObservedStatus>;

/**
 * Something that a person should see beside the status, as the provider sheets name it.
 * A flag is a fact: once raised it stays.
 */
const Flag = z.enum([
  'amount_mismatch',
  'amount_unconfirmed',
  'overpaid',
  'authorised',
  'undelivered',
  'refunded',
  'voided',
  'charged_back',
  'provider_missing',
  'provider_status_unknown',
  'several_provider_links',
  'superseded_link_paid',
]);
export type Flag = z.infer<typeof Flag>;

const Instant = z.int();

/** Facts about one link read at a provider, told by a notification or by a person. Instants are epoch ms. */
export const Observation = z.strictObject({
  /** When the read began: of two statuses the one whose read began later counts. */
  observedAt: Instant,
  /** Absent: keep what we have (unknown status, record missing). */
  status: z.exactOptional(ObservedStatus),
  /** The provider's own word for it, for people. */
  providerStatus: z.exactOptional(z.string()),
  /** Sum of the money received, minor units of the link's currency. */
  amountPaid: z.exactOptional(z.int()),
  paidAt: z.exactOptional(Instant),
  firstSentAt: z.exactOptional(Instant),
  firstOpenedAt: z.exactOptional(Instant),
  downloadedAt: z.exactOptional(Instant),
  flags: z.exactOptional(z.readonly(z.array(Flag))),
});
export type Observation = z.infer<typeof Observation>;
