import * as z from 'zod/mini';
import { kinds } from './fixtures.ts';
import { customReferences } from './properties.ts';

const status = z.number().check(z.int(), z.gte(200), z.lte(599));
const count = z.number().check(z.int(), z.gte(0));
const unit = z.enum(['minor_string', 'major_string']);
const strictness = z.enum(['reject', 'ignore']);
const statuses = z.array(z.string());

/** Everything about SmarterPay's wire that the sheet assumes: one key each, overridable one by one. */
const Wire = z.strictObject({
  amount_unit: unit,
  max_amount_minor: count,
  time_zone: z.string().check(z.refine(isTimeZone, 'must be an IANA time zone')),
  create_status: status,
  validation_status: status,
  not_found_status: status,
  bad_token_status: status,
  idempotency_clash_status: status,
  idempotency_hours: count,
  unknown_property: strictness,
  unknown_parameter: strictness,
  override_not_allowed: strictness,
  single_use_status: z.enum(['expired', 'active']),
  expire_completed: z.enum(['allow', 'reject']),
  /** Only the adapter's: what a completed link proves to it. */
  completed_means_paid: z.boolean(),
  /** Here the ledger's `reference`: where the link's maker put its own. */
  reference_field: z.partialRecord(z.enum(kinds), z.enum(customReferences)),
  /** Here the ledger's `merchant_reference`. */
  merchant_reference_field: z.string(),
  webhook_reference_field: z.string(),
  webhook_amount_unit: unit,
  card_paid_statuses: statuses,
  card_pending_statuses: statuses,
  card_failed_statuses: statuses,
  past_last_page: z.enum(['empty', 'last']),
  list_lag_seconds: count,
  webhook_retries: count,
  webhook_first_interval_seconds: count,
});
export type Wire = z.infer<typeof Wire>;

export const defaultWire: Wire = {
  amount_unit: 'minor_string',
  max_amount_minor: 9_999_999_999,
  time_zone: 'UTC',
  create_status: 201,
  validation_status: 400,
  not_found_status: 404,
  bad_token_status: 401,
  idempotency_clash_status: 409,
  idempotency_hours: 24,
  unknown_property: 'reject',
  unknown_parameter: 'reject',
  override_not_allowed: 'reject',
  single_use_status: 'expired',
  expire_completed: 'allow',
  completed_means_paid: false,
  reference_field: {
    card_payment: 'card_payment_custom_reference',
    mandate: 'bank_account_custom_reference',
    schedule: 'recurrence_schedule_custom_reference',
    validation: 'bank_account_custom_reference',
  },
  merchant_reference_field: 'customer_custom_reference',
  webhook_reference_field: 'custom_reference',
  webhook_amount_unit: 'minor_string',
  card_paid_statuses: ['successful'],
  card_pending_statuses: ['pending'],
  card_failed_statuses: ['cancelled', 'failed', 'error'],
  past_last_page: 'empty',
  list_lag_seconds: 5,
  webhook_retries: 10,
  webhook_first_interval_seconds: 60,
};

/** The sheet's profile with these keys in place of its own; throws on unknown keys and values. */
export function wireProfile(overrides: Record<string, unknown>): Wire {
  return Wire.parse({ ...defaultWire, ...overrides });
}

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-GB', { timeZone: value }));
  } catch {
    return false;
  }
}
