import { looksLikeCardNumber } from '../card-number.ts';
import { AppError, type FieldIssue } from '../errors.ts';
import { pointerOf } from '../http/issues.ts';

/**
 * Below these pointers digits are no free text: allpay's reference has 19 of them, a phone is checked as one (and so is
 * the contact of a suppression), a connection's own fields never reach a payer, and a checksum is of no person.
 */
const EXEMPT = [
  '/provider_options/payment_reference_number',
  '/customer/phone',
  '/contact',
  '/amount',
  '/defaults/provider_options/payment_reference_number',
  '/defaults/customer/phone',
  '/defaults/amount',
  '/sha256',
  '/settings',
  '/credentials',
  '/wire',
];

/** Refuses a body that holds what looks like a card number, in a value or a name: it must not be stored anywhere. */
export function refuseCardNumbers(body: unknown): void {
  const errors = cardNumbersIn(body);
  if (errors.length === 0) return;
  throw new AppError('card_number_refused', {
    detail: 'The request holds what looks like a card number. Nothing of it was stored.',
    errors,
  });
}

/** What of it looks like a card number, each as the member that holds it. */
export function cardNumbersIn(body: unknown): FieldIssue[] {
  return holdsCardNumber(body) ? found(body, []) : [];
}

/** Exempt or not; nearly everything has none, and files of rows are asked for each. */
function holdsCardNumber(value: unknown): boolean {
  if (typeof value === 'string') return looksLikeCardNumber(value);
  if (typeof value === 'number') return looksLikeCardNumber(String(value));
  if (!isObject(value)) return false;
  for (const name in value) {
    if (holdsCardNumber(value[name]) || looksLikeCardNumber(name)) return true;
  }
  return false;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function found(value: unknown, path: readonly string[]): FieldIssue[] {
  if (typeof value === 'string' || typeof value === 'number') {
    return looksLikeCardNumber(String(value)) ? issuesAt(path) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    // The name itself would show the number in the pointer.
    looksLikeCardNumber(name) ? issuesAt(path) : found(member, [...path, name]),
  );
}

function issuesAt(path: readonly string[]): FieldIssue[] {
  const pointer = pointerOf(path);
  const exempt = EXEMPT.some((each) => pointer === each || pointer.startsWith(`${each}/`));
  return exempt ? [] : [{ pointer, code: 'card_number', detail: 'This looks like a card number.' }];
}
