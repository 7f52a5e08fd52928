import * as z from 'zod/mini';

const status = z.number().check(z.int(), z.gte(200), z.lte(599));
const count = z.number().check(z.int(), z.gte(0));
const rejectOrIgnore = z.enum(['reject', 'ignore']);
const zeroOrOne = z.union([z.literal(0), z.literal(1)]);
const statusIds = z.array(count);

/** Everything about Fortis's wire that the sheet assumes: one key each, overridable one by one. */
const Wire = z.strictObject({
  min_amount_minor: count,
  create_status: status,
  validation_status: status,
  deleted_status: z.union([z.literal(404), z.literal(409)]),
  unknown_fields: rejectOrIgnore,
  unknown_filter: rejectOrIgnore,
  unknown_expand: rejectOrIgnore,
  email_needed: z.boolean(),
  duplicate_api_id: rejectOrIgnore,
  amount_on_put: z.boolean(),
  default_delivery_method: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  resend_when_not_sendable: z.enum(['204_without_sending', '422']),
  delete_paid: rejectOrIgnore,
  closed_field: z.string(),
  past_expire_date: rejectOrIgnore,
  expire_day_ends: z.enum(['location_end_of_day', 'utc_end_of_day', 'location_start_of_day']),
  page_size_default: z.number().check(z.int(), z.gte(1)),
  page_size_max: z.number().check(z.int(), z.gte(1)),
  current_page_base: zeroOrOne,
  list_lag_seconds: count,
  payment_url_expand: z.boolean(),
  page_url_template: z.string(),
  transaction_lookup: z.boolean(),
  transaction_paylink_field: z.string(),
  ach_paid_status_ids: statusIds,
  ach_pending_status_ids: statusIds,
  card_paid_status_ids: statusIds,
  authorised_status_ids: statusIds,
  paid_sets_active: zeroOrOne,
  unknown_contact: rejectOrIgnore,
  postback_attempts: z.number().check(z.int(), z.gte(1)),
  postback_interval_seconds: count,
});
export type Wire = z.infer<typeof Wire>;

export const defaultWire: Wire = {
  min_amount_minor: 1,
  create_status: 201,
  validation_status: 422,
  deleted_status: 404,
  unknown_fields: 'reject',
  unknown_filter: 'reject',
  unknown_expand: 'reject',
  email_needed: true,
  duplicate_api_id: 'reject',
  amount_on_put: true,
  default_delivery_method: 0,
  resend_when_not_sendable: '204_without_sending',
  delete_paid: 'reject',
  closed_field: 'status_id',
  past_expire_date: 'reject',
  expire_day_ends: 'location_end_of_day',
  page_size_default: 20,
  page_size_max: 100,
  current_page_base: 0,
  list_lag_seconds: 5,
  payment_url_expand: true,
  page_url_template: 'https://{portal_host}/paylink?id={id}',
  transaction_lookup: true,
  transaction_paylink_field: 'paylink_id',
  ach_paid_status_ids: [134, 191],
  ach_pending_status_ids: [131, 132, 133],
  card_paid_status_ids: [101, 191],
  authorised_status_ids: [102],
  paid_sets_active: 1,
  unknown_contact: 'reject',
  postback_attempts: 3,
  postback_interval_seconds: 300,
};

/** The sheet's profile with these keys in place of its own; throws on unknown keys and values. */
export function wireProfile(overrides: Record<string, unknown>): Wire {
  return Wire.parse({ ...defaultWire, ...overrides });
}
