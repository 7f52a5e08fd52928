import type { ProviderLink } from '../contract.ts';
import type { FortisAccount } from './account.ts';
import { CURRENCY, toCents } from './amounts.ts';
import { endOf, toDay } from './dates.ts';
import { EXPANDS } from './facts.ts';
import { isPageUrl, pageUrlBy } from './page-url.ts';
import { daysOf, observe, type ReadContext } from './status.ts';
import type { Paylink } from './wire.ts';

/** `providerUrl`: where the record itself tells none. */
export function toProviderLink(
  link: Paylink,
  account: FortisAccount,
  context: ReadContext & { providerUrl: string; expand?: readonly string[] },
): ProviderLink {
  const day = toDay(link.expire_date);
  const amount = toCents(link.amount_due);
  const names = [...KEPT, ...EXPANDS.filter((name) => context.expand?.includes(name))];
  return {
    providerLinkId: link.id,
    providerUrl: context.providerUrl,
    observation: observe(link, account, context),
    ...(day !== undefined && { providerExpiresAt: endOf(day, daysOf(account)) }),
    ...(amount !== undefined && { money: { amount, currency: CURRENCY } }),
    ...(link.contact_id && { booking: { id: link.contact_id } }),
    providerData: Object.fromEntries(
      names.flatMap((name) => (link[name] === undefined ? [] : [[name, link[name]]])),
    ),
  };
}

/** As Fortis tells it, else by the template; undefined: nobody knows. */
export function pageUrlOf(
  { id, payment_url }: Pick<Paylink, 'id' | 'payment_url'>,
  { baseUrls, portalHost, profile }: FortisAccount,
): string | undefined {
  if (payment_url && isPageUrl(payment_url, baseUrls)) return payment_url;
  return pageUrlBy(profile, portalHost, id);
}

/** Columns that are kept but not modelled. */
const KEPT: readonly string[] = [
  'location_id',
  'cc_product_transaction_id',
  'ach_product_transaction_id',
  'paylink_api_id',
  'contact_id',
  'delivery_method',
  'display_product_transaction_receipt_details',
  'display_billing_fields',
  'active',
  'created_user_id',
  'modified_user_id',
  'created_ts',
  'modified_ts',
];
