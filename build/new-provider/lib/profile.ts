import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/**
 * Everything assumed about Sample Provider's wire, one key each, overridable per connection. The simulator reads the same
 * keys.
 */
export const SampleProviderProfile = z.strictObject({
  currencies: z.array(z.string().check(z.regex(/^[A-Z]{3}$/))).check(z.minLength(1)),
  max_amount_minor: z.int().check(z.positive()),
  description_max: z.int().check(z.positive()),
  /** Links on one page of a list, at most. */
  page_size: z.int().check(z.positive()),
  /** How long after its creation lists tell a link. */
  list_lag_seconds: count,
  /** Their word for a link → ours. */
  statuses: z.record(z.string(), z.enum(['active', 'processing', 'paid', 'expired', 'cancelled'])),
});
export type SampleProviderProfile = z.infer<typeof SampleProviderProfile>;

export const SAMPLE_PROVIDER_PROFILE: SampleProviderProfile = {
  currencies: ['GBP'],
  max_amount_minor: 99_999_999,
  description_max: 200,
  page_size: 50,
  list_lag_seconds: 5,
  statuses: { open: 'active', paid: 'paid', cancelled: 'cancelled', expired: 'expired' },
};
