/** What a provider can say that a link is. Paid is never inferred from absence or from a redirect. */
export type ObservedStatus = 'active' | 'processing' | 'partially_paid' | 'paid' | 'expired' | 'cancelled';

/**
 * Something that a person should see beside the status, as the provider sheets name it.
 * A flag is a fact: once raised it stays.
 */
export type Flag =
  | 'amount_mismatch'
  | 'amount_unconfirmed'
  | 'overpaid'
  | 'authorised'
  | 'undelivered'
  | 'refunded'
  | 'voided'
  | 'charged_back'
  | 'provider_missing'
  | 'provider_status_unknown'
  | 'several_provider_links'
  | 'superseded_link_paid';

/** Facts about one link read at a provider, told by a notification or by a person. Instants are epoch ms. */
export interface Observation {
  /** When the read began: of two statuses the one whose read began later counts. */
  observedAt: number;
  /** Absent: keep what we have (unknown status, record missing). */
  status?: ObservedStatus;
  /** The provider's own word for it, for people. */
  providerStatus?: string;
  /** Sum of the money received, minor units of the link's currency. */
  amountPaid?: number;
  paidAt?: number;
  firstSentAt?: number;
  firstOpenedAt?: number;
  downloadedAt?: number;
  flags?: readonly Flag[];
}
