import { formatCurrency } from '../formats.ts';
import type { Wire } from './wire.ts';

/** Pence of an amount as it was written, or what is wrong with it; decimal text all the way, no arithmetic. */
export function parseAmount(
  text: string,
  { amount_unit, min_amount_minor, max_amount_minor }: Wire,
): number | string {
  const [, sign = '', whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return 'must be a decimal number';
  if (amount_unit === 'minor' && text.includes('.')) return 'must be an integer';
  if (decimals.length > 2) return 'must have at most 2 decimals';
  const minor = Number(sign + whole + (amount_unit === 'major' ? decimals.padEnd(2, '0') : ''));
  if (minor < min_amount_minor) return 'is too small';
  return minor > max_amount_minor ? 'is too large' : minor;
}

/** Pence as the JSON number that the wire has for them. */
export function wireAmount(minor: number, { amount_unit }: Wire): number {
  return amount_unit === 'minor' ? minor : Number(pounds(minor));
}

/** Pence as pounds with two decimals, such as `42.50`. */
export function pounds(minor: number): string {
  const digits = String(minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Pence of what a payer typed, such as `10` or `10.5`; undefined if it is no amount of pounds. */
export function poundsTyped(text: string): number | undefined {
  const [, whole, decimals = ''] = /^£?(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === undefined ? undefined : Number(whole + decimals.padEnd(2, '0'));
}

/** For people. */
export function formatAmount(minor: number): string {
  return formatCurrency(Number(pounds(minor)), 'en-GB', 'GBP');
}
