import * as z from 'zod/mini';
import { isTimeZone } from './dates.ts';

/** What a payer does on an Ecommerce Page. */
export const Kind = z.enum(['card_payment', 'mandate', 'schedule', 'validation']);
export type Kind = z.infer<typeof Kind>;

const count = z.int().check(z.nonnegative());
const rejectOrIgnore = z.enum(['reject', 'ignore']);
const refusal = z.int().check(z.gte(400), z.lte(499));
const amountUnit = z.enum(['minor_string', 'major_string']);
const words = z.array(z.string().check(z.minLength(1)));
/** References that an answer tells again, so that a look-up can be exact. */
const echoed = z.enum([
  'bank_account_custom_reference',
  'card_payment_custom_reference',
  'recurrence_schedule_custom_reference',
]);

/**
 * Everything assumed about SmarterPay's wire, one key each, overridable per connection. Keys that only a server acts on
 * (`idempotency_hours`, `webhook_retries`, …) are known too: the simulator reads the same profile.
 */
export const SmarterpayProfile = z.strictObject({
  amount_unit: amountUnit,
  max_amount_minor: z.int().check(z.positive()),
  /** IANA name; the API writes its times without a zone. */
  time_zone: z.string().check(z.refine(isTimeZone)),
  create_status: z.int().check(z.gte(200), z.lte(299)),
  validation_status: refusal,
  not_found_status: refusal,
  bad_token_status: refusal,
  idempotency_clash_status: refusal,
  idempotency_hours: count,
  unknown_property: rejectOrIgnore,
  unknown_parameter: rejectOrIgnore,
  override_not_allowed: rejectOrIgnore,
  single_use_status: z.enum(['expired', 'active']),
  expire_completed: z.enum(['allow', 'reject']),
  /** Only after a proof in the deployer's own account: a completed card journey is money. */
  completed_means_paid: z.boolean(),
  /** Where our reference travels, by the page's kind. */
  reference_field: z.strictObject({
    card_payment: echoed,
    mandate: echoed,
    schedule: echoed,
    validation: echoed,
  }),
  merchant_reference_field: z.union([echoed, z.literal('customer_custom_reference')]),
  webhook_reference_field: z.string().check(z.minLength(1)),
  webhook_amount_unit: amountUnit,
  card_paid_statuses: words.check(z.minLength(1)),
  card_pending_statuses: words,
  card_failed_statuses: words,
  past_last_page: z.enum(['empty', 'last']),
  list_lag_seconds: count,
  webhook_retries: count,
  webhook_first_interval_seconds: count,
});
export type SmarterpayProfile = z.infer<typeof SmarterpayProfile>;

/** Overrides, merged key by key; those of `reference_field` kind by kind. */
export const SmarterpayOverrides = z.extend(z.partial(SmarterpayProfile), {
  reference_field: z.optional(z.partial(SmarterpayProfile.shape.reference_field)),
});

export const SMARTERPAY_PROFILE: SmarterpayProfile = {
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
