import { AppError, type FieldIssue } from '../errors.ts';
import { pointerOf } from '../http/issues.ts';

/**
 * Below these pointers digits are no free text: allpay's reference has 19 of them, a phone is checked as one (and so is
 * the contact of a suppression), and a connection's own fields never reach a payer.
 */
const EXEMPT = [
  '/provider_options/payment_reference_number',
  '/customer/phone',
  '/contact',
  '/amount',
  '/settings',
  '/credentials',
  '/wire',
];

/** Refuses a body that holds what looks like a card number, in a value or a name: it must not be stored anywhere. */
export function refuseCardNumbers(body: unknown): void {
  const errors = cardNumbersIn(body, []);
  if (errors.length === 0) return;
  throw new AppError('card_number_refused', {
    detail: 'The request holds what looks like a card number. Nothing of it was stored.',
    errors,
  });
}

/** 13 to 19 digits, with or without separators, whose check digit is right (ISO/IEC 7812-1, Luhn). */
export function looksLikeCardNumber(text: string): boolean {
  if (UUID.test(text)) return false;
  for (const [run] of text.normalize('NFKC').matchAll(DIGITS)) {
    if (anyWindow(run.match(/\d+/g) ?? [])) return true;
  }
  return false;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Groups of digits, up to three separators apart. */
const DIGITS = /\d+(?:[\s.\-\u2010-\u2015\u2212_/·•]{1,3}\d+)*/g;

/** Whether some groups in a row make a card number: "order 12 4111 1111 1111 1111" has one from its second group on. */
function anyWindow(groups: readonly string[]): boolean {
  for (let start = 0; start < groups.length; start++) {
    let digits = '';
    for (let end = start; end < groups.length && digits.length <= 19; end++) {
      digits += groups[end];
      if (digits.length >= 13 && digits.length <= 19 && luhn(digits)) return true;
    }
  }
  return false;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const twice = digit * 2;
    sum += i % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

function cardNumbersIn(value: unknown, path: readonly string[]): FieldIssue[] {
  const pointer = pointerOf(path);
  if (EXEMPT.includes(pointer)) return [];
  if (typeof value === 'string' || typeof value === 'number') {
    return looksLikeCardNumber(String(value)) ? [issue(pointer)] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    // The name itself would show the number in the pointer.
    looksLikeCardNumber(name) ? [issue(pointer)] : cardNumbersIn(member, [...path, name]),
  );
}

function issue(pointer: string): FieldIssue {
  return { pointer, code: 'card_number', detail: 'This looks like a card number.' };
}
