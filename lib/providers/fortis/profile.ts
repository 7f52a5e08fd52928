import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());
const rejectOrIgnore = z.enum(['reject', 'ignore']);
const status = z.int().check(z.gte(200), z.lte(499));
const column = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,63}$/));
const statusIds = z.array(count);

/**
 * Everything assumed about Fortis' wire, one key each, overridable per connection. Keys that only a server acts on
 * (`unknown_fields`, `postback_attempts`, …) are known too: the simulator reads the same profile.
 */
export const FortisProfile = z.strictObject({
  min_amount_minor: positive,
  create_status: status,
  validation_status: status,
  deleted_status: z.literal([404, 409]),
  unknown_fields: rejectOrIgnore,
  unknown_filter: rejectOrIgnore,
  unknown_expand: rejectOrIgnore,
  email_needed: z.boolean(),
  duplicate_api_id: rejectOrIgnore,
  amount_on_put: z.boolean(),
  default_delivery_method: z.literal([0, 1, 2, 3]),
  resend_when_not_sendable: z.enum(['204_without_sending', '422']),
  delete_paid: rejectOrIgnore,
  closed_field: column,
  past_expire_date: rejectOrIgnore,
  expire_day_ends: z.enum(['location_end_of_day', 'utc_end_of_day', 'location_start_of_day']),
  page_size_default: positive,
  page_size_max: positive,
  current_page_base: z.literal([0, 1]),
  list_lag_seconds: count,
  payment_url_expand: z.boolean(),
  page_url_template: z.string().check(z.regex(/\{id\}/)),
  transaction_lookup: z.boolean(),
  transaction_paylink_field: column,
  ach_paid_status_ids: statusIds,
  ach_pending_status_ids: statusIds,
  card_paid_status_ids: statusIds,
  authorised_status_ids: statusIds,
  paid_sets_active: z.literal([0, 1]),
  unknown_contact: rejectOrIgnore,
  postback_attempts: positive,
  postback_interval_seconds: count,
});
export type FortisProfile = z.infer<typeof FortisProfile>;

export const FORTIS_PROFILE: FortisProfile = {
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
