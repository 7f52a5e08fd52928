import * as z from 'zod/mini';

const count = z.number().check(z.int(), z.gte(0));
const atLeastOne = z.number().check(z.int(), z.gte(1));

/** Everything assumed about the wire: the same keys as the adapter's profile, read a second time. */
const Wire = z.strictObject({
  currencies: z.array(z.string()).check(z.minLength(1)),
  max_amount_minor: atLeastOne,
  description_max: atLeastOne,
  page_size: atLeastOne,
  list_lag_seconds: count,
  /** Only the adapter's: what it makes of the words. */
  statuses: z.record(z.string(), z.string()),
});
export type Wire = z.infer<typeof Wire>;

const defaultWire: Wire = {
  currencies: ['GBP'],
  max_amount_minor: 99_999_999,
  description_max: 200,
  page_size: 50,
  list_lag_seconds: 5,
  statuses: { open: 'active', paid: 'paid', cancelled: 'cancelled', expired: 'expired' },
};

/** The defaults with these keys in place of their own. Throws on unknown keys and values. */
export function wireProfile(overrides: Record<string, unknown>): Wire {
  return Wire.parse({ ...defaultWire, ...overrides });
}
