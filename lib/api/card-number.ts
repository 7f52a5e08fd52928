import { looksLikeCardNumber } from '../card-number.ts';
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
  const errors = cardNumbersIn(body);
  if (errors.length === 0) return;
  throw new AppError('card_number_refused', {
    detail: 'The request holds what looks like a card number. Nothing of it was stored.',
    errors,
  });
}

/** What of it looks like a card number, each as the member that holds it. */
export function cardNumbersIn(value: unknown, path: readonly string[] = []): FieldIssue[] {
  if (typeof value === 'string' || typeof value === 'number') {
    return looksLikeCardNumber(String(value)) ? issuesAt(path) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const found: FieldIssue[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'boolean') continue;
    // The name itself would show the number in the pointer.
    found.push(...(looksLikeCardNumber(name) ? issuesAt(path) : cardNumbersIn(member, [...path, name])));
  }
  return found;
}

function issuesAt(path: readonly string[]): FieldIssue[] {
  const pointer = pointerOf(path);
  const exempt = EXEMPT.some((each) => pointer === each || pointer.startsWith(`${each}/`));
  return exempt
    ? []
    : [{ pointer, code: 'card_number', detail: 'This looks like a card number.' }];
}
