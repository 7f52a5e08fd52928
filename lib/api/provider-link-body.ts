import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import type { ListedProviderLink } from '../links/provider-list.ts';
import type { ProviderLink } from '../providers/contract.ts';

const Text = z.nullable(z.string());
const At = z.nullable(z.string());

/** What a provider tells of a link beside what has a name of ours, by its own names. */
export const ProviderData = z.record(z.string(), z.unknown());

/**
 * A link as its provider lists it; what it does not tell is null. Without anybody's name or contact, and so without what
 * nobody needs to see of a link that was not made here.
 */
export const ProviderLinkBody = z.object({
  object: z.literal('provider_link'),
  link_id: Text,
  provider_link_id: Text,
  provider_url: z.string(),
  provider_status: Text,
  status: z.nullable(z.enum(['active', 'processing', 'partially_paid', 'paid', 'expired', 'cancelled'])),
  amount: z.nullable(z.int()),
  currency: Text,
  amount_paid: z.nullable(z.int()),
  booking: z.nullable(z.object({ id: Text, reference: Text })),
  sent_at: At,
  opened_at: At,
  downloaded_at: At,
  paid_at: At,
  provider_expires_at: At,
  exceptions: z.array(z.object({ code: z.string() })),
  provider_data: ProviderData,
});
type ProviderLinkBody = z.infer<typeof ProviderLinkBody>;

export function toProviderLinkBody({ seen, linkId }: ListedProviderLink): ProviderLinkBody {
  const { observation, money, booking } = seen;
  return {
    object: 'provider_link',
    link_id: linkId ?? null,
    provider_link_id: seen.providerLinkId,
    provider_url: seen.providerUrl,
    provider_status: observation.providerStatus ?? null,
    status: observation.status ?? null,
    amount: money?.amount ?? null,
    currency: money?.currency ?? null,
    amount_paid: observation.amountPaid ?? null,
    booking: booking ? { id: booking.id ?? null, reference: booking.reference ?? null } : null,
    sent_at: isoOrNull(observation.firstSentAt),
    opened_at: isoOrNull(observation.firstOpenedAt),
    downloaded_at: isoOrNull(observation.downloadedAt),
    paid_at: isoOrNull(observation.paidAt),
    provider_expires_at: isoOrNull(seen.providerExpiresAt),
    exceptions: (observation.flags ?? []).map((code) => ({ code })),
    provider_data: toProviderData(seen),
  };
}

export function toProviderData({ providerData = {} }: ProviderLink): z.infer<typeof ProviderData> {
  return { ...providerData };
}

function isoOrNull(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : toIso(epochMs);
}
