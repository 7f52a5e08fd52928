import { MoneyError, majorDecimal } from '../../money.ts';

/** Never on the wire: Fortis is in dollars alone. */
export const CURRENCY = 'USD';

/** Cents → `amount_due` of a request: a JSON number of dollars, by decimal text. Throws `MoneyError`. */
export function toDollars(cents: number): number {
  return majorDecimal.encode(cents, CURRENCY);
}

/** A returned amount, string or number → cents; undefined: not an amount. */
export function toCents(wire: unknown): number | undefined {
  try {
    return majorDecimal.decode(wire, CURRENCY);
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
}
