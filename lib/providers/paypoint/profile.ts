import * as z from 'zod/mini';
import { DEFAULT_NAMES, DEFAULT_STATUS_MAP } from './defaults.ts';

const text = z.string().check(z.regex(/^\S(.*\S)?$/), z.maxLength(100));
const count = z.int().check(z.gte(0), z.lte(1_000_000_000));
const positive = z.int().check(z.gte(1), z.lte(1_000_000_000));
/** Fifteen digits are exact in every JSON number. */
const pence = z.int().check(z.gte(1), z.lte(999_999_999_999_999));
const success = z.int().check(z.gte(200), z.lte(299));
const failure = z.int().check(z.gte(400), z.lte(499));
const rejectOrIgnore = z.enum(['reject', 'ignore']);
const path = (needed = '') => z.string().check(z.regex(/^\/[^\s?#]*$/), z.includes(needed));
const pattern = z.string().check(z.refine(isPattern));

/** `status+fact`, as in section 5 of the sheet. */
const meaning = z
  .string()
  .check(
    z.regex(/^(active|processing|partially_paid|paid|expired|cancelled)(\+(sent|opened|undelivered))*$/),
  );

export type Name = keyof typeof DEFAULT_NAMES;

/**
 * Everything assumed about PayPoint's wire, one key each, overridable per connection. Keys that only a server acts on
 * (`unknown_property`, `upload_url_seconds`, …) are known too: the simulator reads the same profile.
 */
const shape = {
  base_path: z.string().check(z.regex(/^(\/[^\s?#/]+)*$/)),
  api_key_header: z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/)),
  amount_unit: z.enum(['major', 'minor']),
  min_amount_minor: pence,
  max_amount_minor: pence,
  create_status: success,
  validation_status: failure,
  duplicate_status: failure,
  state_conflict_status: failure,
  not_found_status: failure,
  reference_pattern: pattern,
  text_max: positive,
  name_max: positive,
  email_max: positive,
  phone_format: z.enum(['uk_national', 'e164']),
  native_send: z.enum(['by_property', 'always', 'never']),
  duplicate_reference: rejectOrIgnore,
  unknown_property: rejectOrIgnore,
  list_needs_parameter: z.boolean(),
  update_statuses: z.array(text),
  batch_columns: z.array(text).check(z.minLength(1)),
  batch_max_rows: positive,
  batch_max_bytes: positive,
  batch_page_size: positive,
  upload_url_seconds: positive,
  first_line_number: count,
  list_lag_seconds: count,
};

/** These hold many names each; an override changes those that it has, and leaves the others. */
const paths = z.strictObject({
  create: path(),
  list: path(),
  update: path('{RequestId}'),
  batch_create: path(),
  batch_list: path(),
  batch_confirm: path('{BatchId}'),
  batch_status: path('{BatchId}'),
  batch_failures: path('{BatchId}'),
});
const names = z.strictObject(mapped(DEFAULT_NAMES, text));
const send_methods = z.strictObject({ none: text, sms: text, email: text, both: text });
const status_map = z.record(text, meaning);
const batch_states = z.strictObject({
  waiting: text,
  uploaded: text,
  running: text,
  done: text,
  done_with_errors: text,
  failed: text,
});

const PaypointProfile = z.strictObject({ ...shape, paths, names, send_methods, status_map, batch_states });
export type PaypointProfile = z.infer<typeof PaypointProfile>;

export const WireOverrides = z.partial(
  z.strictObject({
    ...shape,
    paths: z.partial(paths),
    names: z.partial(names),
    send_methods: z.partial(send_methods),
    status_map,
    batch_states: z.partial(batch_states),
  }),
);

export const PAYPOINT_PROFILE: PaypointProfile = {
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
  names: DEFAULT_NAMES,
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
  status_map: { ...DEFAULT_STATUS_MAP },
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

/** The default profile with these overrides, key by key, also within those keys that hold many names. */
export function profileWith(overrides: z.infer<typeof WireOverrides>): PaypointProfile {
  const { paths, names, send_methods, status_map, batch_states, ...plain } = overrides;
  return {
    ...PAYPOINT_PROFILE,
    ...given(plain),
    paths: { ...PAYPOINT_PROFILE.paths, ...given(paths ?? {}) },
    names: { ...PAYPOINT_PROFILE.names, ...given(names ?? {}) },
    send_methods: { ...PAYPOINT_PROFILE.send_methods, ...given(send_methods ?? {}) },
    status_map: { ...plainKeys(PAYPOINT_PROFILE.status_map), ...plainKeys(status_map ?? {}) },
    batch_states: { ...PAYPOINT_PROFILE.batch_states, ...given(batch_states ?? {}) },
  };
}

/** Words of the wire are compared without case, blanks, `_` and `-`. */
export function plainWord(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function plainKeys(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([word, value]) => [plainWord(word), value]));
}

/** Without the members that are absent: with exact optional types, absent is not undefined. */
export function given<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> };
export function given(value: object): object {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined && member !== null),
  );
}

function mapped<K extends string, V>(keys: Readonly<Record<K, unknown>>, value: V): Record<K, V>;
function mapped(keys: object, value: unknown): object {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, value]));
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}
