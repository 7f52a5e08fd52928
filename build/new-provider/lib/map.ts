import { minorInteger } from '../../../lib/money.ts';
import type { NewProviderLink, ProviderLink } from '../../../lib/providers/contract.ts';
import type { SampleProviderAccount } from './account.ts';
import { observe, type ReadContext } from './status.ts';
import type { PaymentLink } from './wire.ts';

/** The body of POST `/payment-links`: nothing that was not asked for. */
export function toCreateRequest(input: NewProviderLink): Record<string, unknown> {
  const { reference, money, description, expiresAt, redirects } = input;
  const { name, firstName, lastName, email, phone } = input.customer;
  const customer = given({
    name: name || [firstName, lastName].filter((part) => part).join(' ') || undefined,
    email: email || undefined,
    phone: phone || undefined,
  });
  return {
    reference,
    amount: minorInteger.encode(money.amount, money.currency),
    currency: money.currency,
    expires_at: new Date(expiresAt).toISOString(),
    success_url: redirects.success,
    failure_url: redirects.failure,
    cancel_url: redirects.cancel,
    ...(description && { description }),
    ...(Object.keys(customer).length > 0 && { customer }),
  };
}

export function toProviderLink(
  link: PaymentLink,
  { profile }: SampleProviderAccount,
  context: ReadContext,
): ProviderLink {
  const { id, url, amount, currency, expires_at } = link;
  return {
    providerLinkId: id,
    providerUrl: url,
    observation: observe(link, profile, context),
    ...(expires_at != null && { providerExpiresAt: expires_at }),
    ...(profile.currencies.includes(currency) && { money: { amount, currency } }),
  };
}

function given(value: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, member]])),
  );
}
