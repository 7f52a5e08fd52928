import * as z from 'zod/mini';

const name = z.string().check(z.minLength(1));
const status = z.number().check(z.int(), z.gte(200), z.lte(599));
const count = z.number().check(z.int(), z.gte(0));
const path = z.string().check(z.regex(/^\/[^?#]*$/));
const reactions = z.enum(['reject', 'ignore']);
const meanings = [
  'active',
  'active+sent',
  'active+opened',
  'active+undelivered',
  'processing',
  'partially_paid',
  'paid',
  'cancelled',
  'expired',
] as const;

const defaultNames = {
  client_transaction_ref: 'ClientTransactionRef',
  amount: 'Amount',
  account_reference: 'AccountReference',
  reason: 'Reason',
  passphrase: 'Passphrase',
  customer: 'Customer',
  title: 'Title',
  first_name: 'FirstName',
  last_name: 'LastName',
  mobile_number: 'MobileNumber',
  email_address: 'EmailAddress',
  send_method: 'SendMethod',
  request_id: 'RequestId',
  long_url: 'LongUrl',
  short_url: 'ShortUrl',
  status: 'Status',
  amount_paid: 'AmountPaid',
  created_at: 'CreatedAt',
  sent_at: 'SentAt',
  viewed_at: 'ViewedAt',
  paid_at: 'PaidAt',
  requests: 'Requests',
  customer_name: 'CustomerName',
  batch_id: 'BatchId',
  upload_url: 'UploadUrl',
  file_name: 'FileName',
  total_records: 'TotalRecords',
  processed_records: 'ProcessedRecords',
  failed_count: 'FailedCount',
  confirmed_at: 'ConfirmedAt',
  completed_at: 'CompletedAt',
  batches: 'Batches',
  page_number: 'PageNumber',
  page_size: 'PageSize',
  failed_records: 'FailedRecords',
  line_number: 'LineNumber',
  result: 'Result',
};
export type NameKey = keyof typeof defaultNames;
export const nameKeys = Object.keys(defaultNames) as NameKey[];

const Names = z.strictObject(
  Object.fromEntries(nameKeys.map((key) => [key, name])) as Record<NameKey, typeof name>,
);

/** Everything about PayPoint's wire that the sheet assumes: one key each, overridable one by one. */
const Wire = z.strictObject({
  base_path: z.string().check(z.regex(/^(\/[^/?#]+)*$/)),
  api_key_header: z.string().check(z.regex(/^[A-Za-z0-9-]+$/)),
  amount_unit: z.enum(['major', 'minor']),
  min_amount_minor: count,
  max_amount_minor: count,
  paths: z.strictObject({
    create: path,
    list: path,
    update: path,
    batch_create: path,
    batch_list: path,
    batch_confirm: path,
    batch_status: path,
    batch_failures: path,
  }),
  create_status: status,
  validation_status: status,
  duplicate_status: status,
  state_conflict_status: status,
  not_found_status: status,
  names: Names,
  reference_pattern: z.string().check(z.refine(isPattern, 'must be a regular expression')),
  text_max: count,
  name_max: count,
  email_max: count,
  phone_format: z.enum(['uk_national', 'e164']),
  send_methods: z.strictObject({ none: name, sms: name, email: name, both: name }),
  native_send: z.enum(['by_property', 'always', 'never']),
  duplicate_reference: reactions,
  unknown_property: reactions,
  list_needs_parameter: z.boolean(),
  update_statuses: z.array(name),
  status_map: z.record(z.string(), z.enum(meanings)),
  batch_columns: z.array(name).check(z.minLength(1)),
  batch_max_rows: count,
  batch_max_bytes: count,
  batch_page_size: count.check(z.gte(1)),
  upload_url_seconds: count,
  batch_states: z.strictObject({
    waiting: name,
    uploaded: name,
    running: name,
    done: name,
    done_with_errors: name,
    failed: name,
  }),
  first_line_number: count,
  list_lag_seconds: count,
});
export type Wire = z.infer<typeof Wire>;

export const defaultWire: Wire = {
  base_path: '/paybylink/v1',
  api_key_header: 'x-api-key',
  amount_unit: 'major',
  min_amount_minor: 1,
  max_amount_minor: 99_999_999,
  paths: {
    create: '/requests',
    list: '/requests',
    update: '/requests/{RequestId}',
    batch_create: '/batches',
    batch_list: '/batches',
    batch_confirm: '/batches/{BatchId}/confirm',
    batch_status: '/batches/{BatchId}',
    batch_failures: '/batches/{BatchId}/failures',
  },
  create_status: 201,
  validation_status: 400,
  duplicate_status: 409,
  state_conflict_status: 409,
  not_found_status: 404,
  names: defaultNames,
  reference_pattern: '^[A-Za-z0-9._:-]{1,50}$',
  text_max: 100,
  name_max: 50,
  email_max: 254,
  phone_format: 'uk_national',
  send_methods: { none: 'None', sms: 'Sms', email: 'Email', both: 'Both' },
  native_send: 'by_property',
  duplicate_reference: 'reject',
  unknown_property: 'reject',
  list_needs_parameter: true,
  update_statuses: ['Cancelled'],
  status_map: {
    created: 'active',
    pending: 'active',
    requested: 'active',
    queued: 'active',
    sent: 'active+sent',
    delivered: 'active+sent',
    viewed: 'active+opened',
    opened: 'active+opened',
    clicked: 'active+opened',
    processing: 'processing',
    authorised: 'processing',
    partpaid: 'partially_paid',
    partial: 'partially_paid',
    planactive: 'partially_paid',
    paid: 'paid',
    complete: 'paid',
    completed: 'paid',
    success: 'paid',
    cancelled: 'cancelled',
    withdrawn: 'cancelled',
    revoked: 'cancelled',
    expired: 'expired',
    lapsed: 'expired',
    failed: 'active+undelivered',
  },
  batch_columns: [
    'ClientTransactionRef',
    'Amount',
    'AccountReference',
    'Reason',
    'Passphrase',
    'Title',
    'FirstName',
    'LastName',
    'MobileNumber',
    'EmailAddress',
    'SendMethod',
  ],
  batch_max_rows: 10_000,
  batch_max_bytes: 10_485_760,
  batch_page_size: 50,
  upload_url_seconds: 3600,
  batch_states: {
    waiting: 'AwaitingUpload',
    uploaded: 'Uploaded',
    running: 'Processing',
    done: 'Completed',
    done_with_errors: 'CompletedWithErrors',
    failed: 'Failed',
  },
  first_line_number: 2,
  list_lag_seconds: 30,
};

const nested = ['paths', 'names', 'send_methods', 'status_map', 'batch_states'] as const;

/** The sheet's profile with these keys in place of its own, also one by one within a table; throws on unknown keys and values. */
export function wireProfile(overrides: Record<string, unknown>): Wire {
  const whole: Record<string, unknown> = { ...defaultWire, ...overrides };
  for (const key of nested) {
    const given = overrides[key];
    if (typeof given === 'object' && given !== null) whole[key] = { ...defaultWire[key], ...given };
  }
  return Wire.parse(whole);
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
