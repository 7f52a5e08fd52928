import * as z from 'zod/mini';
import type { NewProviderLink, ProviderLinkChanges, ProviderLinkRef } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import type { FortisAccount } from './account.ts';
import { CURRENCY, toDollars } from './amounts.ts';
import { failed } from './call.ts';
import { toExpireDate } from './dates.ts';
import type { FortisOperation } from './errors.ts';
import { FortisOptions } from './facts.ts';
import { daysOf } from './status.ts';

type Channels = readonly ('sms' | 'email')[];

/** The body of POST `/v2/paylinks`: nothing that was not asked for, and always the method of sending. */
export function toCreateRequest(input: NewProviderLink, account: FortisAccount): Record<string, unknown> {
  const { customer, money, methods = {}, sendBy = [] } = input;
  const options = optionsOf(input.options, 'create');
  const card = options.cc_product_transaction_id ?? account.ccProductId;
  const bank = options.ach_product_transaction_id ?? account.achProductId;
  const products = {
    cc_product_transaction_id: methods.card === false ? undefined : card,
    ach_product_transaction_id: methods.openBanking === false ? undefined : bank,
  };
  const cellPhone = toCellPhone(customer.phone);
  const missing = [
    ...(money.currency === CURRENCY ? [] : ['/currency']),
    ...lackingProducts(methods, products),
    ...(sendBy.includes('email') && !customer.email && account.profile.email_needed
      ? ['/customer/email']
      : []),
    ...(sendBy.includes('sms') && cellPhone === undefined ? ['/customer/phone'] : []),
  ];
  if (missing.length > 0) throw failed('rejected', 'create', missing);
  return wrapped(
    given({
      location_id: options.location_id ?? account.locationId,
      ...products,
      amount_due: toDollars(money.amount),
      email: customer.email || undefined,
      cell_phone: cellPhone,
      contact_id: options.contact_id,
      contact_api_id: options.contact_api_id,
      delivery_method: deliveryMethod(sendBy),
      expire_date: toExpireDate(input.expiresAt, daysOf(account)),
      paylink_api_id: input.reference,
    }),
  );
}

/** The body of PUT `/v2/paylinks/{id}`; undefined: nothing of it is kept at Fortis. null clears there. */
export function toUpdateRequest(
  changes: ProviderLinkChanges,
  ref: ProviderLinkRef,
  account: FortisAccount,
): Record<string, unknown> | undefined {
  const { money, customer, methods = {}, expiresAt } = changes;
  const options = optionsOf(changes.options ?? {}, 'update');
  const before = optionsOf(ref.options, 'update');
  const card = options.cc_product_transaction_id ?? before.cc_product_transaction_id ?? account.ccProductId;
  const bank =
    options.ach_product_transaction_id ?? before.ach_product_transaction_id ?? account.achProductId;
  const product = (isOn: boolean | undefined, id: string | undefined, changed: string | undefined) =>
    isOn === undefined ? changed : isOn ? id : null;
  const products = {
    cc_product_transaction_id: product(methods.card, card, options.cc_product_transaction_id),
    ach_product_transaction_id: product(methods.openBanking, bank, options.ach_product_transaction_id),
  };
  const refused = [
    ...(money === undefined || money.currency === CURRENCY ? [] : ['/currency']),
    ...(money === undefined || account.profile.amount_on_put ? [] : ['/amount']),
    ...(options.location_id === undefined ||
    options.location_id === (before.location_id ?? account.locationId)
      ? []
      : ['/provider_options/location_id']),
    ...(methods.card === true && card === undefined ? ['/methods/card'] : []),
    ...(methods.openBanking === true && bank === undefined ? ['/methods/open_banking'] : []),
    ...(methods.card === false && methods.openBanking === false ? ['/methods/card'] : []),
  ];
  if (refused.length > 0) throw failed('rejected', 'update', refused);
  const body = present({
    amount_due: money && toDollars(money.amount),
    email: customer?.email || undefined,
    // A number that Fortis cannot write must not leave the old one there.
    cell_phone: customer?.phone === undefined ? undefined : (toCellPhone(customer.phone) ?? null),
    expire_date: expiresAt === undefined ? undefined : toExpireDate(expiresAt, daysOf(account)),
    contact_id: options.contact_id,
    contact_api_id: options.contact_api_id,
    ...products,
  });
  return Object.keys(body).length > 0 ? wrapped(body) : undefined;
}

export function wrapped(paylink: object): { paylink: object } {
  return { paylink };
}

/** 0 none, 1 email, 2 SMS, 3 both. */
export function deliveryMethod(channels: Channels): 0 | 1 | 2 | 3 {
  if (channels.includes('email')) return channels.includes('sms') ? 3 : 1;
  return channels.includes('sms') ? 2 : 0;
}

/** Ten digits without a country code; undefined: not a number of +1. */
export function toCellPhone(phone: string | undefined): string | undefined {
  return /^\+1(\d{10})$/.exec(phone ?? '')?.[1];
}

/** A method that is asked for by name needs its product, and one product there must be. */
function lackingProducts(
  { card, openBanking }: NonNullable<NewProviderLink['methods']>,
  products: { cc_product_transaction_id: string | undefined; ach_product_transaction_id: string | undefined },
): string[] {
  const lacking = [
    ...(card === true && products.cc_product_transaction_id === undefined ? ['/methods/card'] : []),
    ...(openBanking === true && products.ach_product_transaction_id === undefined
      ? ['/methods/open_banking']
      : []),
  ];
  const none = Object.values(products).every((product) => product === undefined);
  return lacking.length === 0 && none ? ['/methods/card'] : lacking;
}

function optionsOf(options: Readonly<Record<string, unknown>>, operation: FortisOperation): FortisOptions {
  const parsed = z.safeParse(FortisOptions, options);
  if (parsed.success) return parsed.data;
  const pointers = toFieldIssues(parsed.error, options, '/provider_options').map(({ pointer }) => pointer);
  throw failed('rejected', operation, pointers);
}

/** Without the members that are absent; null stays. */
function present(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** Without the members that are absent or null: on POST both are the same. */
function given(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined && member !== null),
  );
}
