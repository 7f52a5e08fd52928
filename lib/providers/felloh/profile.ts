import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const rejectOrIgnore = z.enum(['reject', 'ignore']);
const listShape = z.enum(['object', 'array', 'missing']);
const status = z.int().check(z.gte(200), z.lte(499));

/**
 * Everything assumed about Felloh's wire, one key each, overridable per connection. Keys that only a server acts on
 * (`token_seconds`, `count_type`, …) are known too: the simulator reads the same profile.
 */
export const FellohProfile = z.strictObject({
  /** ISO 4217 → Felloh's code. */
  currencies: z.record(z.string().check(z.regex(/^[A-Z]{3}$/)), z.string().check(z.regex(/^[A-Z]{3}$/))),
  max_amount_minor: z.int().check(z.positive()),
  token_seconds: z.int().check(z.positive()),
  create_status: status,
  validation_status: status,
  success_errors: listShape,
  token_success_errors: listShape,
  error_meta: z.enum(['code_and_status', 'code', 'status']),
  count_type: z.enum(['string', 'number']),
  take_default: z.int().check(z.positive()),
  take_max: z.int().check(z.positive()),
  methods_default: z.boolean(),
  expires_at_means: z.enum(['end_of_day_utc', 'start_of_day_utc']),
  default_expiry_days: z.int().check(z.positive()),
  past_expires_at: rejectOrIgnore,
  open_creates_transaction: z.boolean(),
  open_transaction_status: z.string(),
  processing_statuses: z.array(z.string()).check(z.minLength(1)),
  authorised_status: z.string(),
  delete_blocked_by: z.enum(['any_transaction', 'completed_transaction']),
  has_transactions_status: status,
  deleted_status: status,
  assign_again: z.enum(['overwrite', 'reject']),
  keyword_match: z.enum(['contains_ignoring_case', 'exact']),
  date_bounds: z.enum(['inclusive_utc_days', 'to_day_excluded']),
  foreign_organisation_status: status,
  redirect_properties: z.boolean(),
  unknown_property: rejectOrIgnore,
  page_url_template: z.string().check(z.regex(/\{id\}/)),
  webhook_shape: z.enum(['flat', 'event_data']),
  create_sends: z.boolean(),
  webhook_retries: count,
  webhook_first_interval_seconds: count,
  list_lag_seconds: count,
  match_skew_seconds: count,
});
export type FellohProfile = z.infer<typeof FellohProfile>;

export const FELLOH_PROFILE: FellohProfile = {
  currencies: { GBP: 'GBX', USD: 'USX', EUR: 'EUX' },
  max_amount_minor: 99_999_999,
  token_seconds: 3600,
  create_status: 200,
  validation_status: 422,
  success_errors: 'object',
  token_success_errors: 'array',
  error_meta: 'code_and_status',
  count_type: 'string',
  take_default: 50,
  take_max: 100,
  methods_default: true,
  expires_at_means: 'end_of_day_utc',
  default_expiry_days: 30,
  past_expires_at: 'reject',
  open_creates_transaction: true,
  open_transaction_status: 'PENDING',
  processing_statuses: ['PAYMENTINPROGRESS'],
  authorised_status: 'PAYMENTINPROGRESS',
  delete_blocked_by: 'any_transaction',
  has_transactions_status: 422,
  deleted_status: 404,
  assign_again: 'overwrite',
  keyword_match: 'contains_ignoring_case',
  date_bounds: 'inclusive_utc_days',
  foreign_organisation_status: 403,
  redirect_properties: true,
  unknown_property: 'reject',
  page_url_template: '{page_base_url}/{id}',
  webhook_shape: 'flat',
  create_sends: false,
  webhook_retries: 5,
  webhook_first_interval_seconds: 60,
  list_lag_seconds: 10,
  match_skew_seconds: 300,
};
