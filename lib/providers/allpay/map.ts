import * as z from 'zod/mini';
import type { Money } from '../../money.ts';
import type {
  Customer,
  NativeMessage,
  NewProviderLink,
  ProviderLink,
  ProviderLinkChanges,
  ProviderLinkRef,
} from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { toFieldIssues } from '../issues.ts';
import { type AllpayAccount, longestWho } from './account.ts';
import type { AllpayFields } from './call.ts';
import { AllpayOptions } from './facts.ts';
import type { AllpayOperation, AllpayProfile } from './profile.ts';
import { type ListedLink, observe } from './status.ts';
import { amountCodec, CURRENCY } from './wire.ts';

const PAYMENT_REFERENCE = '/provider_options/payment_reference_number';
const CLIENT_CODE = '/provider_options/client_code';
const UK_MOBILE = /^\+447[0-9]{9}$/;

/** Of `/CreateLinks`. */
export function toCreateFields(input: NewProviderLink, account: AllpayAccount): AllpayFields {
  const { customer, money, validateAccount } = input;
  const { profile } = account;
  const options = optionsOf(input.options, 'create');
  const { first, last } = namesOf(customer, options);
  const references = referencesOf(customer.reference, options, account);
  const fields: AllpayFields = {
    organisation_id: account.organisationId,
    organisation_person_id: account.organisationPersonId,
    ...references,
    first_name: first,
    last_name: last,
    validated: validateAccount ?? profile.default_validated,
    amount: toAmount(money, profile, 'create'),
    created_by: `${whoMade(input.createdBy, account)}:${input.reference}`,
  };
  const missing = [
    ...(first === undefined ? ['/customer/first_name'] : []),
    ...(last === undefined ? ['/customer/last_name'] : []),
    ...(Object.keys(references).length === 0 ? ['/customer/reference'] : []),
    ...(references.client_reference !== undefined && references.client_code === undefined
      ? [CLIENT_CODE]
      : []),
  ];
  refuse([...missing, ...misfits(fields, options, profile)], 'create');
  return fields;
}

/**
 * Of `/UpdatePendingPaymentURL`, without the link's id: what changes, and nothing else. An option that is null is taken
 * away; the link's other options hold on, and win over the customer as at creation. Empty: nothing that allpay has.
 */
export function toUpdateFields(
  { money, customer = {}, validateAccount, options: changed = {} }: ProviderLinkChanges,
  ref: ProviderLinkRef,
  account: AllpayAccount,
): AllpayFields {
  const { profile } = account;
  const options = optionsOf(withoutNull({ ...ref.options, ...changed }), 'update');
  const { first, last } = namesOf(customer, options);
  const renames = ['name', 'firstName', 'lastName'].some((name) => Object.hasOwn(customer, name));
  const references = referencesOf(customer.reference, options, account);
  const { payment_reference_number, client_code } = changed;
  const isNewReference =
    options.payment_reference_number === undefined
      ? customer.reference !== undefined
      : payment_reference_number !== undefined;
  const fields: AllpayFields = {
    ...(isNewReference
      ? references
      : typeof client_code === 'string' && { client_code: options.client_code }),
    ...((renames || Object.hasOwn(changed, 'first_name')) && { first_name: first }),
    ...((renames || Object.hasOwn(changed, 'last_name')) && { last_name: last }),
    ...(validateAccount !== undefined && { validated: validateAccount }),
    ...(money !== undefined && { amount: toAmount(money, profile, 'update') }),
  };
  const missing = [
    ...(customer.name !== undefined && first === undefined ? ['/customer/first_name'] : []),
    ...(customer.name !== undefined && last === undefined ? ['/customer/last_name'] : []),
    // Its place must be taken by something: allpay needs one of the two.
    ...(payment_reference_number === null && !isNewReference ? ['/customer/reference'] : []),
    ...(fields.client_reference !== undefined && fields.client_code === undefined ? [CLIENT_CODE] : []),
  ];
  refuse([...missing, ...misfits(fields, options, profile)], 'update');
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Of `/SendLinks`: only the contacts that its channels need. */
export function toSendFields(
  paymentLink: string,
  { channels, customer: { email, phone } }: NativeMessage,
  { organisationName, profile }: AllpayAccount,
): AllpayFields {
  const byEmail = channels.includes('email');
  const bySms = channels.includes('sms');
  refuse(
    [
      ...(organisationName === undefined ? ['/delivery/sender'] : []),
      ...(byEmail || bySms ? [] : ['/delivery/channels']),
      ...(byEmail && !isEmail(email, profile) ? ['/customer/email'] : []),
      ...(bySms && !UK_MOBILE.test(phone ?? '') ? ['/customer/phone'] : []),
    ],
    'send',
  );
  return {
    organisation_name: organisationName,
    ...(byEmail && { email_address: email }),
    ...(bySms && {
      mobile_number: profile.phone_format === 'e164' ? phone : phone?.replace(/^\+44/, '0'),
    }),
    payment_link: paymentLink,
    sending_method: byEmail && bySms ? 3 : bySms ? 2 : 1,
  };
}

export function toProviderLink(listed: ListedLink, expected?: Money): ProviderLink {
  const { payment_url_id, url, amount, validated, client_code, created_at } = listed.link;
  const at = toInstant(created_at);
  return {
    providerLinkId: payment_url_id ?? null,
    providerUrl: url,
    observation: observe(listed, expected),
    ...(amount !== undefined && { money: { amount, currency: CURRENCY } }),
    providerData: {
      ...(validated !== undefined && { validated }),
      ...(client_code !== undefined && { client_code }),
      ...(at !== undefined && { created_at: new Date(at).toISOString() }),
    },
  };
}

/** The last word is the last name; what the options say wins. */
export function namesOf(
  { name = '', firstName, lastName }: Customer,
  { first_name, last_name }: AllpayOptions,
): { first: string | undefined; last: string | undefined } {
  const words = name.trim().split(/\s+/);
  return {
    first: first_name ?? (firstName?.trim() || words.slice(0, -1).join(' ') || undefined),
    last: last_name ?? (lastName?.trim() || (words.length > 1 ? words.at(-1) : undefined)),
  };
}

/** Exactly one of the two references: the payment reference where there is one. */
export function referencesOf(
  clientReference: string | undefined,
  { payment_reference_number, client_code }: AllpayOptions,
  { clientCode }: AllpayAccount,
): Pick<AllpayFields, 'payment_reference_number' | 'client_reference' | 'client_code'> {
  if (payment_reference_number !== undefined) return { payment_reference_number };
  if (!clientReference) return {};
  return { client_reference: clientReference, client_code: client_code ?? clientCode };
}

export function optionsOf(
  options: Readonly<Record<string, unknown>>,
  operation: AllpayOperation,
): AllpayOptions {
  const parsed = z.safeParse(AllpayOptions, options);
  if (parsed.success) return parsed.data;
  throw refused(
    toFieldIssues(parsed.error, options, '/provider_options').map(({ pointer }) => pointer),
    operation,
  );
}

/** Epoch ms; without a zone it is UTC. Undefined: none, or unreadable. */
export function toInstant(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return undefined;
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`);
  return Number.isNaN(at) ? undefined : at;
}

function toAmount(money: Money, profile: AllpayProfile, operation: AllpayOperation): number {
  const { min_amount_minor: min, max_amount_minor: max } = profile;
  refuse(
    [
      ...(money.currency === CURRENCY ? [] : ['/currency']),
      ...(money.amount >= min && money.amount <= max ? [] : ['/amount']),
    ],
    operation,
  );
  return amountCodec(profile).encode(money.amount, CURRENCY);
}

function whoMade(who: string | undefined, { createdBy, profile }: AllpayAccount): string {
  return who && [...who].length <= longestWho(profile) ? who : createdBy;
}

/** Values that allpay would refuse, as pointers to where they came from. */
function misfits(fields: AllpayFields, options: AllpayOptions, profile: AllpayProfile): string[] {
  const { payment_reference_number, client_reference, client_code, first_name, last_name } = fields;
  const fits = (value: AllpayFields['amount'], pattern: string) =>
    value === undefined || new RegExp(pattern, 'u').test(String(value));
  const isShort = (value: AllpayFields['amount'], max: number) =>
    value === undefined || [...String(value)].length <= max;
  const nameOf = (part: 'first_name' | 'last_name') =>
    options[part] === undefined ? `/customer/${part}` : `/provider_options/${part}`;
  const beside = options.payment_reference_number !== undefined && options.client_code !== undefined;
  return [
    ...(fits(payment_reference_number, profile.payment_reference_pattern) ? [] : [PAYMENT_REFERENCE]),
    ...(fits(client_reference, profile.client_reference_pattern) ? [] : ['/customer/reference']),
    ...(isShort(client_code, profile.client_code_max) && !beside ? [] : [CLIENT_CODE]),
    ...(isShort(first_name, profile.name_max) ? [] : [nameOf('first_name')]),
    ...(isShort(last_name, profile.name_max) ? [] : [nameOf('last_name')]),
  ];
}

function isEmail(email: string | undefined, { email_max }: AllpayProfile): boolean {
  return email !== undefined && email.length <= email_max && /^[^@\s]+@[^@\s]+$/.test(email);
}

function withoutNull(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
}

/** What the limits refuse already; met only when they were not asked. */
function refuse(pointers: readonly string[], operation: AllpayOperation): void {
  if (pointers.length > 0) throw refused(pointers, operation);
}

function refused(pointers: readonly string[], operation: AllpayOperation): ProviderError {
  return new ProviderError({ kind: 'rejected', provider: 'allpay', operation, pointers });
}
