import * as z from 'zod/mini';
import { minorInteger } from '../../money.ts';
import type { ListFilter, NewProviderLink, ProviderLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { toFieldIssues } from '../issues.ts';
import type { FellohAccount } from './account.ts';
import { toDate, toExpiry, toInstant, toUpperDate } from './dates.ts';
import { FellohOptions } from './facts.ts';
import type { FellohProfile } from './profile.ts';
import { observe, type ReadContext } from './status.ts';
import type { PaymentLink } from './wire.ts';

/** The body of PUT `/agent/payment-links`: names exactly as printed, nothing that was not asked for. */
export function toCreateRequest(input: NewProviderLink, account: FellohAccount): Record<string, unknown> {
  const { profile } = account;
  const { customer, money, methods = {}, redirects } = input;
  const {
    organisation = account.organisation,
    type = account.paymentLinkType,
    ...options
  } = optionsOf(input.options);
  const name = customer.name ?? [customer.firstName, customer.lastName].filter((part) => part).join(' ');
  const currency = profile.currencies[money.currency];
  const missing = [
    ...(/\S/.test(name) ? [] : ['/customer/name']),
    ...(customer.email ? [] : ['/customer/email']),
    ...(currency === undefined ? ['/currency'] : []),
  ];
  if (missing.length > 0) throw refused(missing);
  return {
    customer_name: name,
    email: customer.email,
    organisation,
    amount: minorInteger.encode(money.amount, money.currency),
    type,
    currency,
    expires_at: toExpiry(input.expiresAt, profile).date,
    ...given({
      booking_id: input.booking?.id,
      description: input.description || undefined,
      open_banking_enabled: methods.openBanking,
      card_enabled: methods.card,
      excluded_card_types: upperCase(methods.excludedCardTypes),
      excluded_card_regions: upperCase(methods.excludedCardRegions),
      ...options,
    }),
    ...(profile.redirect_properties && {
      success_url: redirects.success,
      failure_url: redirects.failure,
      cancel_url: redirects.cancel,
    }),
  };
}

/** The body of POST `/agent/payment-links`. */
export function toListRequest(
  filter: ListFilter,
  page: { skip: number; take: number },
  organisation: string,
  profile: FellohProfile,
): Record<string, unknown> {
  return {
    organisation,
    ...given({
      keyword: filter.keyword || undefined,
      date_from: filter.createdFrom === undefined ? undefined : toDate(filter.createdFrom),
      date_to: filter.createdTo === undefined ? undefined : toUpperDate(filter.createdTo, profile),
      filter_booking_exists: filter.bookingExists,
      'show-child-organisations': filter.includeChildOrganisations,
    }),
    ...page,
  };
}

export function toProviderLink(
  link: PaymentLink,
  account: FellohAccount,
  context: ReadContext,
): ProviderLink {
  const providerExpiresAt = toInstant(link.expires_at);
  const currency = currencyOf(link.currency, account.profile);
  const { booking } = link;
  return {
    providerLinkId: link.id,
    providerUrl: providerUrl(link.id, account),
    observation: observe(link, account.profile, context),
    ...(providerExpiresAt !== undefined && { providerExpiresAt }),
    ...(currency !== undefined && { money: { amount: link.amount, currency } }),
    ...(booking && { booking: given({ id: booking.id, reference: booking.booking_reference }) }),
    providerData: given({
      organisation: link.organisation?.id,
      type: typeof link.type === 'string' ? link.type : link.type?.id,
      customer_id: link.customer?.id,
      user_id: link.user?.id,
      hide_store_card: link.hide_store_card,
      store_card_forced: link.store_card_forced,
    }),
  };
}

/** The API never tells it. */
export function providerUrl(id: string, { pageBaseUrl, profile }: FellohAccount): string {
  return profile.page_url_template
    .replace('{page_base_url}', () => pageBaseUrl)
    .replace('{id}', () => encodeURIComponent(id));
}

/** ISO 4217 of one of Felloh's codes. */
export function currencyOf(code: string, { currencies }: FellohProfile): string | undefined {
  return Object.entries(currencies).find(([, theirs]) => theirs === code)?.[0];
}

export function optionsOf(options: Readonly<Record<string, unknown>>): FellohOptions {
  const parsed = z.safeParse(FellohOptions, options);
  if (parsed.success) return parsed.data;
  throw refused(toFieldIssues(parsed.error, options, '/provider_options').map(({ pointer }) => pointer));
}

/** What the limits refuse already; met only when they were not asked. */
function refused(pointers: readonly string[]): ProviderError {
  return new ProviderError({ kind: 'rejected', provider: 'felloh', operation: 'create', pointers });
}

function upperCase(words: readonly string[] | undefined): string[] | undefined {
  return words?.length ? words.map((word) => word.toUpperCase()) : undefined;
}

/** Without the members that are absent or null. */
function given<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> };
function given(value: object): object {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined && member !== null),
  );
}
