import { majorDecimal, minorInteger, toDecimalText } from '../../money.ts';
import type { NewProviderLink, ProviderLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { checkLimits, type ValueAt, valuesOf } from '../limits.ts';
import type { PaypointAccount } from './account.ts';
import { columnField, type RequestField } from './columns.ts';
import { limitsBy, paypointFacts } from './facts.ts';
import { given, type Name, type PaypointProfile } from './profile.ts';
import { observe, type ReadContext } from './status.ts';
import type { PaymentRequest } from './wire.ts';

/** The body of a create: names exactly as the profile has them, nothing that was not asked for. */
export function toCreateRequest(input: NewProviderLink, account: PaypointAccount): Record<string, unknown> {
  const { title, first_name, last_name, mobile_number, email_address, ...request } = textsOf(input, account);
  const { profile } = account;
  return onWire(profile, {
    ...request,
    amount: amountOnWire(input.money.amount, profile),
    customer: onWire(profile, { title, first_name, last_name, mobile_number, email_address }),
  });
}

/** One line of a batch file, a text per column. */
export function toColumns(input: NewProviderLink, account: PaypointAccount): string[] {
  const { profile } = account;
  const texts = textsOf(input, account);
  const { amount, currency } = input.money;
  const fields = {
    ...texts,
    amount: profile.amount_unit === 'major' ? toDecimalText(amount, currency) : String(amount),
  };
  return profile.batch_columns.map((column) => {
    const field = columnField(column, profile);
    return field === undefined ? '' : (fields[field] ?? '');
  });
}

/** A JSON number: pounds, or whole pence. */
export function amountOnWire(amount: number, { amount_unit }: PaypointProfile): number {
  return (amount_unit === 'major' ? majorDecimal : minorInteger).encode(amount, 'GBP');
}

/** E.164 as the profile wants it; texts of another form are left as they are. */
export function phoneOnWire(phone: string, { phone_format }: PaypointProfile): string {
  return phone_format === 'uk_national' ? phone.replace(/^\+44(?=7)/, '0') : phone.replace(/^0(?=7)/, '+44');
}

export function onWire(
  { names }: PaypointProfile,
  fields: Partial<Record<Name, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given(fields)).map(([name, value]) => [Reflect.get(names, name), value]),
  );
}

export function toProviderLink(
  record: PaymentRequest,
  { profile }: PaypointAccount,
  context: ReadContext,
): ProviderLink {
  const { client_transaction_ref, account_reference, send_method, short_url, batch_id } = record;
  return {
    providerLinkId: record.request_id ?? null,
    providerUrl: record.long_url,
    observation: observe(record, profile, context),
    money: { amount: record.amount, currency: 'GBP' },
    providerData: given({ short_url, client_transaction_ref, account_reference, send_method, batch_id }),
  };
}

/** Nothing was sent. The pointers are those of our API. */
export function refused(pointers: readonly string[], operation = 'create', code?: string): ProviderError {
  return new ProviderError({
    kind: 'rejected',
    provider: 'paypoint',
    operation,
    pointers,
    ...(code !== undefined && { code }),
  });
}

type Texts = { [Field in Exclude<RequestField, 'amount'>]: string | undefined };

/** All of a request but its amount, after a look at everything that PayPoint would refuse. */
function textsOf(input: NewProviderLink, { profile }: PaypointAccount): Texts {
  const body = bodyOf(input);
  const valueAt = valuesOf(body);
  const issues = [
    // No end is told to PayPoint, so none can have passed.
    ...checkLimits(limitsBy(profile), valueAt, 0),
    ...paypointFacts.checkOptions(input.options),
    ...sendingIssues(input, profile),
  ];
  if (issues.length > 0) throw refused([...new Set(issues.map(({ pointer }) => pointer))]);
  const text = textOf(valueAt);
  const phone = text('/customer/phone');
  return {
    client_transaction_ref: input.reference,
    account_reference: text('/customer/reference') ?? text('/reference'),
    reason: text('/description'),
    passphrase: text('/provider_options/passphrase'),
    send_method: sendMethod(input, profile),
    title: text('/provider_options/title'),
    first_name: text('/provider_options/first_name') ?? text('/customer/first_name'),
    last_name: text('/provider_options/last_name') ?? text('/customer/last_name'),
    mobile_number: phone === undefined ? undefined : phoneOnWire(phone, profile),
    email_address: text('/customer/email'),
  };
}

/** As the API's body has it, so that one set of limits speaks of both. Our own return urls are none of the merchant's. */
function bodyOf({ money, customer, options, sendBy = [], ...input }: NewProviderLink) {
  return {
    ...money,
    reference: input.merchantReference,
    description: input.description,
    customer: {
      name: customer.name,
      first_name: customer.firstName,
      last_name: customer.lastName,
      email: customer.email,
      phone: customer.phone,
      reference: customer.reference,
    },
    delivery: sendBy.length > 0 ? { sender: 'provider', channels: sendBy } : {},
    methods: input.methods,
    validate_account: input.validateAccount,
    provider_options: options,
  };
}

function sendingIssues({ sendBy = [], customer }: NewProviderLink, { native_send }: PaypointProfile) {
  const emails = native_send === 'by_property' && sendBy.includes('email');
  return emails && !customer.email ? [{ pointer: '/customer/email' }] : [];
}

/** Always said where the property decides: what PayPoint does without it is only assumed. */
function sendMethod(
  { sendBy = [] }: NewProviderLink,
  { native_send, send_methods }: PaypointProfile,
): string | undefined {
  if (native_send !== 'by_property') return undefined;
  const [sms, email] = [sendBy.includes('sms'), sendBy.includes('email')];
  return send_methods[sms && email ? 'both' : sms ? 'sms' : email ? 'email' : 'none'];
}

function textOf(valueAt: ValueAt) {
  return (pointer: string): string | undefined => {
    const value = valueAt(pointer);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
}
