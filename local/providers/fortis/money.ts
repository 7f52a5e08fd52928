import { formatCurrency } from '../formats.ts';

/** decimal(10,2): eight digits before the point, so at most 9999999999 cents. */
const dollars = /^(\d{1,8})(?:\.(\d{1,2}))?$/;

/** Cents of a request's number of dollars, by its decimal text; undefined if it has more than two decimals. */
export function centsOf(value: number): number | undefined {
  const [, whole, fraction = ''] = dollars.exec(String(value)) ?? [];
  return whole === undefined ? undefined : Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

/** The answers' text of an amount: `150.50`. */
export function dollarsOf(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function formatAmount(cents: number): string {
  return formatCurrency(Number(dollarsOf(cents)), 'en-US', 'USD');
}
