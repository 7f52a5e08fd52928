import * as z from 'zod/mini';

const status = z.number().check(z.int(), z.gte(200), z.lte(599));
const count = z.number().check(z.int(), z.gte(0));
const text = z.string().check(z.minLength(1));
const pattern = text.check(z.refine(isPattern, 'must be a regular expression'));
const path = z.string().check(z.regex(/^\/[^?#]*$/, 'must be a path'));
const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The six calls, as the simulator and its faults name them. */
export const operationNames = ['create', 'list_active', 'list_pending', 'update', 'delete', 'send'] as const;
export type OperationName = (typeof operationNames)[number];

/** Every property of a request or an answer; `wire.names` says how each is written. */
export const propertyNames = [
  'subscription_key',
  'organisation_id',
  'organisation_person_id',
  'payment_reference_number',
  'client_reference',
  'client_code',
  'first_name',
  'last_name',
  'validated',
  'amount',
  'created_by',
  'payment_url_id',
  'organisation_name',
  'email_address',
  'mobile_number',
  'payment_link',
  'sending_method',
  'url',
  'status',
  'created_at',
] as const;
export type PropertyName = (typeof propertyNames)[number];

const isDistinct = (values: Record<string, string>) =>
  new Set(Object.values(values)).size === Object.keys(values).length;

/** Everything about allpay's wire that the sheet assumes: one key each, overridable one by one. */
const Wire = z.strictObject({
  methods: z.strictObject(ofAll(operationNames, method)),
  paths: z.strictObject(ofAll(operationNames, path)).check(z.refine(isDistinct, 'must be different paths')),
  apim_key_header: text,
  subscription_key_in: z.enum(['body', 'header']),
  subscription_key_header: text,
  send_requires_subscription_key: z.boolean(),
  amount_unit: z.enum(['major', 'minor']),
  min_amount_minor: count,
  max_amount_minor: count,
  names: z.strictObject(ofAll(propertyNames, text)).check(z.refine(isDistinct, 'must be different names')),
  create_accepts_array: z.boolean(),
  list_property: z.nullable(text),
  payment_reference_pattern: pattern,
  client_reference_pattern: pattern,
  name_max: count,
  organisation_name_max: count,
  client_code_max: count,
  created_by_max: count,
  created_by_listed: z.boolean(),
  /** Only the adapter's: how far its clock may be from the provider's when it looks for its own link. */
  match_skew_seconds: count,
  phone_format: z.enum(['uk_national', 'e164']),
  email_max: count,
  /** Only the adapter's: what it sends where our caller says nothing. */
  default_validated: z.boolean(),
  create_status: status,
  validation_status: status,
  bad_key_status: status,
  forbidden_status: status,
  not_found_status: status,
  state_conflict_status: status,
  created_in: z.enum(['pending', 'active']),
  open_moves_to_active: z.boolean(),
  paid_links_listed: z.boolean(),
  send_sets_status: z.number().check(z.int()),
  list_lag_seconds: count,
});
export type Wire = z.infer<typeof Wire>;

export const defaultWire: Wire = {
  methods: {
    create: 'POST',
    list_active: 'POST',
    list_pending: 'POST',
    update: 'POST',
    delete: 'POST',
    send: 'POST',
  },
  paths: {
    create: '/CreateLinks',
    list_active: '/GetActivePaymentUrls',
    list_pending: '/GetPendingPaymentUrlsByOrg',
    update: '/UpdatePendingPaymentURL',
    delete: '/DeletePaymentURL',
    send: '/SendLinks',
  },
  apim_key_header: 'Ocp-Apim-Subscription-Key',
  subscription_key_in: 'body',
  subscription_key_header: 'Subscription-Key',
  send_requires_subscription_key: false,
  amount_unit: 'major',
  min_amount_minor: 1,
  max_amount_minor: 400_000,
  names: {
    subscription_key: 'subscriptionKey',
    organisation_id: 'organisationId',
    organisation_person_id: 'organisationPersonId',
    payment_reference_number: 'paymentReferenceNumber',
    client_reference: 'clientReference',
    client_code: 'clientCode',
    first_name: 'firstName',
    last_name: 'lastName',
    validated: 'validated',
    amount: 'amount',
    created_by: 'createdBy',
    payment_url_id: 'paymentUrlId',
    organisation_name: 'organisationName',
    email_address: 'emailAddress',
    mobile_number: 'mobileNumber',
    payment_link: 'paymentLink',
    sending_method: 'sendingMethod',
    url: 'url',
    status: 'status',
    created_at: 'createdAt',
  },
  create_accepts_array: false,
  list_property: null,
  payment_reference_pattern: '^[0-9]{19}$',
  client_reference_pattern: '^[A-Za-z0-9]{1,16}$',
  name_max: 50,
  organisation_name_max: 100,
  client_code_max: 20,
  created_by_max: 50,
  created_by_listed: true,
  match_skew_seconds: 120,
  phone_format: 'uk_national',
  email_max: 254,
  default_validated: true,
  create_status: 200,
  validation_status: 400,
  bad_key_status: 401,
  forbidden_status: 403,
  not_found_status: 404,
  state_conflict_status: 409,
  created_in: 'pending',
  open_moves_to_active: true,
  paid_links_listed: true,
  send_sets_status: 151,
  list_lag_seconds: 60,
};

/**
 * The sheet's profile with these keys in place of its own; one method, path or name can be replaced alone.
 * Throws on unknown keys and values.
 */
export function wireProfile(overrides: Record<string, unknown>): Wire {
  const { methods, paths, names } = overrides;
  return Wire.parse({
    ...defaultWire,
    ...overrides,
    methods: merged(defaultWire.methods, methods),
    paths: merged(defaultWire.paths, paths),
    names: merged(defaultWire.names, names),
  });
}

function merged(initial: object, override: unknown): unknown {
  if (override === undefined) return initial;
  return typeof override === 'object' && override !== null ? { ...initial, ...override } : override;
}

/** The same schema for each key. */
function ofAll<K extends string, T>(keys: readonly K[], schema: T): Record<K, T> {
  // The keys are exactly those given, which fromEntries cannot say.
  return Object.fromEntries(keys.map((key) => [key, schema])) as Record<K, T>;
}

function isPattern(value: string): boolean {
  try {
    return new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}
