import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const length = z.int().check(z.positive());
/** 408 and 429 mean the same with everybody, and are not the application's to give. */
const refusal = z.int().check(
  z.gte(400),
  z.lte(499),
  z.refine((status) => status !== 408 && status !== 429),
);
const method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const path = z.string().check(z.regex(/^\/[^?#\s]*$/));
const name = z.string().check(z.regex(/\S/), z.maxLength(100));
const headerName = z.string().check(z.regex(/^[A-Za-z0-9-]{1,100}$/));
const pattern = z.string().check(z.maxLength(200), z.refine(isPattern));

const Methods = perOperation(method);
const Paths = perOperation(path);
const Names = z.strictObject({
  subscription_key: name,
  organisation_id: name,
  organisation_person_id: name,
  payment_reference_number: name,
  client_reference: name,
  client_code: name,
  first_name: name,
  last_name: name,
  validated: name,
  amount: name,
  created_by: name,
  payment_url_id: name,
  organisation_name: name,
  email_address: name,
  mobile_number: name,
  payment_link: name,
  sending_method: name,
  url: name,
  status: name,
  created_at: name,
});

/** `{who}:{our_reference}` with at least one character of who: our reference has 28. */
const LEAST_CREATED_BY = 30;

/**
 * Everything assumed about allpay's wire, one key each, overridable per connection. Keys that only a server acts on
 * (`create_status`, `created_in`, …) are known too: the simulator reads the same profile.
 */
const AllpayProfile = z.strictObject({
  methods: Methods,
  paths: Paths,
  apim_key_header: headerName,
  subscription_key_in: z.enum(['body', 'header']),
  subscription_key_header: headerName,
  send_requires_subscription_key: z.boolean(),
  amount_unit: z.enum(['major', 'minor']),
  min_amount_minor: z.int().check(z.positive()),
  max_amount_minor: z.int().check(z.positive()),
  names: Names,
  create_accepts_array: z.boolean(),
  list_property: z.nullable(name),
  payment_reference_pattern: pattern,
  client_reference_pattern: pattern,
  name_max: length,
  organisation_name_max: length,
  client_code_max: length,
  created_by_max: z.int().check(z.gte(LEAST_CREATED_BY)),
  created_by_listed: z.boolean(),
  match_skew_seconds: count,
  phone_format: z.enum(['uk_national', 'e164']),
  email_max: length,
  default_validated: z.boolean(),
  create_status: z.int().check(z.gte(200), z.lte(299)),
  validation_status: refusal,
  bad_key_status: refusal,
  forbidden_status: refusal,
  not_found_status: refusal,
  state_conflict_status: refusal,
  created_in: z.enum(['pending', 'active']),
  open_moves_to_active: z.boolean(),
  paid_links_listed: z.boolean(),
  send_sets_status: z.int(),
  list_lag_seconds: count,
});
export type AllpayProfile = z.infer<typeof AllpayProfile>;
export type AllpayOperation = keyof AllpayProfile['paths'];
export type AllpayName = keyof AllpayProfile['names'];

/** Of a connection: each key by itself, those of `methods`, `paths` and `names` too. */
export const AllpayOverrides = z.partial(
  z.extend(AllpayProfile, {
    methods: z.partial(Methods),
    paths: z.partial(Paths),
    names: z.partial(Names),
  }),
);
type AllpayOverrides = z.infer<typeof AllpayOverrides>;

export const ALLPAY_PROFILE: AllpayProfile = {
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

export function profileWith({ methods, paths, names, ...rest }: AllpayOverrides): AllpayProfile {
  return {
    ...ALLPAY_PROFILE,
    ...withoutUndefined(rest),
    methods: { ...ALLPAY_PROFILE.methods, ...withoutUndefined(methods ?? {}) },
    paths: { ...ALLPAY_PROFILE.paths, ...withoutUndefined(paths ?? {}) },
    names: { ...ALLPAY_PROFILE.names, ...withoutUndefined(names ?? {}) },
  };
}

function perOperation<T extends z.ZodMiniType>(value: T) {
  return z.strictObject({
    create: value,
    list_active: value,
    list_pending: value,
    update: value,
    delete: value,
    send: value,
  });
}

function isPattern(value: string): boolean {
  try {
    return new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}

/** With exact optional types, absent is not undefined. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> };
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
