import { MoneyError, majorString, minorInteger, minorString } from '../../money.ts';
import type { SmarterpayProfile } from './profile.ts';

/** Never on the wire. */
export const CURRENCY = 'GBP';

type Unit = SmarterpayProfile['amount_unit'];

/** `2750` → `"2750"`, or `"27.50"` where the account counts in pounds. */
export function toWireAmount(pence: number, unit: Unit): string {
  return (unit === 'minor_string' ? minorString : majorString).encode(pence, CURRENCY);
}

/** Pence; an integer is taken too. Undefined: none, or not an amount of this unit. */
export function fromWireAmount(wire: string | number | null | undefined, unit: Unit): number | undefined {
  if (wire === null || wire === undefined) return undefined;
  const minor = typeof wire === 'number' ? minorInteger : minorString;
  try {
    return (unit === 'minor_string' ? minor : majorString).decode(wire, CURRENCY);
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}
