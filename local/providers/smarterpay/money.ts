import { formatCurrency } from '../formats.ts';
import type { Wire } from './wire.ts';

type Unit = Wire['amount_unit'];

/** Pence of an amount on the wire; a JSON integer is whole units of the same kind. Undefined if it is no amount. */
export function toMinor(value: string | number, unit: Unit): number | undefined {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) return undefined;
    return unit === 'minor_string' ? value : value * 100;
  }
  const form = unit === 'minor_string' ? /^(0|[1-9]\d*)$/ : /^(0|[1-9]\d*)\.\d{2}$/;
  // Without its point an amount in pounds is the same amount in pence.
  return form.test(value) ? Number(value.replace('.', '')) : undefined;
}

export function toWire(minor: number, unit: Unit): string {
  if (unit === 'minor_string') return String(minor);
  const digits = String(minor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** As people read it. */
export function sterling(minor: number): string {
  return formatCurrency(Number(toWire(minor, 'major_string')), 'en-GB', 'GBP');
}
