import { formatCurrency } from '../formats.ts';
import type { Wire } from './wire.ts';

/** Pence of pounds written in decimal, `42.5` as well as `42.50`; undefined if that is no amount of whole pence. */
export function penceOf(pounds: string): number | undefined {
  const match = /^(?<whole>\d{1,10})(\.(?<part>\d{1,2}))?$/.exec(pounds);
  if (!match?.groups) return undefined;
  const { whole = '0', part = '' } = match.groups;
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** Pounds with both decimals, `42.50`. */
export function poundsOf(pence: number): string {
  const digits = String(pence).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Pence of an amount on the wire. A number's shortest decimal text is read, so that no float is reckoned with. */
export function readAmount(amount: number, { amount_unit }: Wire): number | undefined {
  if (amount_unit === 'major') return penceOf(String(amount));
  return Number.isSafeInteger(amount) && amount >= 0 ? amount : undefined;
}

/** The JSON number of the wire. */
export function writeAmount(pence: number, { amount_unit }: Wire): number {
  return amount_unit === 'major' ? Number(poundsOf(pence)) : pence;
}

/** For people: `£1,234.50`. */
export function formatAmount(pence: number): string {
  return formatCurrency(Number(poundsOf(pence)), 'en-GB', 'GBP');
}
