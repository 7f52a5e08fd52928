import type { Fault } from './answers.ts';
import { parseAmount } from './money.ts';
import type { NameKey, Wire } from './wire.ts';

export interface Field {
  key: NameKey;
  type: 'string' | 'number';
  required?: boolean;
  /** It is a property of the customer, not of the request itself. */
  ofCustomer?: boolean;
}

/** What came in, by our keys and as it was written; absent is absent. */
export type Values = { [K in NameKey]?: string };

export type SendKey = 'none' | 'sms' | 'email' | 'both';

/** What a request for payment is made of, in JSON and in a batch file's line. */
export function linkFields({ native_send }: Wire): Field[] {
  return [
    { key: 'client_transaction_ref', type: 'string', required: true },
    { key: 'amount', type: 'number', required: true },
    { key: 'account_reference', type: 'string', required: true },
    { key: 'reason', type: 'string' },
    { key: 'passphrase', type: 'string' },
    // Where the account decides who sends, there is no such property.
    ...(native_send === 'by_property' ? [{ key: 'send_method', type: 'string' } as const] : []),
    { key: 'title', type: 'string', ofCustomer: true },
    { key: 'first_name', type: 'string', required: true, ofCustomer: true },
    { key: 'last_name', type: 'string', required: true, ofCustomer: true },
    { key: 'mobile_number', type: 'string', required: true, ofCustomer: true },
    { key: 'email_address', type: 'string', ofCustomer: true },
  ];
}

/** The required fields that are absent. */
export function missing(values: Values, fields: readonly Field[], nameOf: (field: Field) => string): Fault[] {
  return fields
    .filter(({ key, required }) => required && values[key] === undefined)
    .map((field) => ({ field: nameOf(field), message: 'is required' }));
}

/** What is wrong with the values of a request for payment; tells nothing of absent ones that are required. */
export function linkFaults(values: Values, wire: Wire, nameOf: (field: Field) => string): Fault[] {
  return linkFields(wire).flatMap((field) => {
    const message = problem(field.key, values, wire);
    return message === undefined ? [] : [{ field: nameOf(field), message }];
  });
}

function problem(key: NameKey, values: Values, wire: Wire): string | undefined {
  const value = values[key];
  switch (key) {
    case 'reason':
      if (value === undefined && values.passphrase === undefined) return 'or a passphrase is required';
      return length(value, 1, wire.text_max);
    case 'email_address': {
      const sends = sendKey(values, wire);
      if (value === undefined)
        return sends === 'email' || sends === 'both' ? 'is required to send an email' : undefined;
      if (!/^[^@\s]+@[^@\s]+$/.test(value)) return 'is not an email address';
      return length(value, 1, wire.email_max);
    }
    default:
      return value === undefined ? undefined : ownProblem(key, value, wire);
  }
}

function ownProblem(key: NameKey, value: string, wire: Wire): string | undefined {
  switch (key) {
    case 'client_transaction_ref':
    case 'account_reference':
      return new RegExp(wire.reference_pattern).test(value)
        ? undefined
        : `must match ${wire.reference_pattern}`;
    case 'amount': {
      const amount = parseAmount(value, wire);
      return typeof amount === 'string' ? amount : undefined;
    }
    case 'passphrase':
      return length(value, 1, wire.text_max);
    case 'title':
      return length(value, 0, wire.name_max);
    case 'first_name':
    case 'last_name':
      return length(value, 1, wire.name_max);
    case 'mobile_number':
      return phonePatterns[wire.phone_format].test(value) ? undefined : 'is not a UK mobile number';
    case 'send_method':
      return sendKeyOf(value, wire)
        ? undefined
        : `must be one of ${Object.values(wire.send_methods).join(', ')}`;
    default:
      return undefined;
  }
}

const phonePatterns = { uk_national: /^07[0-9]{9}$/, e164: /^\+447[0-9]{9}$/ };

/** Who is told of a new request. Without the property PayPoint sends an SMS, unless the account never sends. */
export function sendKey({ send_method }: Values, wire: Wire): SendKey {
  if (wire.native_send === 'never') return 'none';
  if (wire.native_send === 'always' || send_method === undefined) return 'sms';
  return sendKeyOf(send_method, wire) ?? 'none';
}

function sendKeyOf(value: string, { send_methods }: Wire): SendKey | undefined {
  return (['none', 'sms', 'email', 'both'] as const).find((key) => send_methods[key] === value);
}

/** Lengths are UTF-16 code units, as the vendor's platform counts. */
export function length(value: string | undefined, least: number, most: number): string | undefined {
  if (value === undefined || (value.length >= least && value.length <= most)) return undefined;
  return `must be ${least} to ${most} characters long`;
}
