import * as z from 'zod/mini';
import type { Limits, ProviderFacts, Recovery } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type FortisAccount, FortisId, openAccount } from './account.ts';
import { FORTIS_PROFILE, type FortisProfile } from './profile.ts';

/** `provider_options` of a link: every writable field of Fortis' document that has no common name. */
export const FortisOptions = z.strictObject({
  location_id: z.optional(FortisId),
  cc_product_transaction_id: z.optional(FortisId),
  ach_product_transaction_id: z.optional(FortisId),
  /** null takes the contact off, by an update. */
  contact_id: z.optional(z.nullable(FortisId)),
  contact_api_id: z.optional(z.string().check(z.regex(/\S/), z.maxLength(64))),
});
export type FortisOptions = z.infer<typeof FortisOptions>;

export const EXPANDS: readonly string[] = [
  'contact',
  'email_blacklist',
  'sms_blacklist',
  'location',
  'tags',
  'created_user',
  'payment_url',
];

/** Every returned column can be a filter, and the list can be sorted by it. */
export const COLUMNS: readonly string[] = [
  'id',
  'location_id',
  'cc_product_transaction_id',
  'ach_product_transaction_id',
  'paylink_api_id',
  'contact_id',
  'amount_due',
  'cell_phone',
  'email',
  'description',
  'expire_date',
  'status_id',
  'display_product_transaction_receipt_details',
  'display_billing_fields',
  'delivery_method',
  'active',
  'created_ts',
  'modified_ts',
  'created_user_id',
  'modified_user_id',
];

export const fortisFacts: ProviderFacts<FortisAccount> = {
  id: 'fortis',
  name: 'Fortis',
  limits: limitsBy(FORTIS_PROFILE),
  recovery: recoveryBy(FORTIS_PROFILE),
  identifyingSettings: ['base_url', 'location_id'],
  openAccount,
  limitsOf: ({ profile }) => limitsBy(profile),
  recoveryOf: ({ profile }) => recoveryBy(profile),
  checkOptions: (options) => {
    const parsed = z.safeParse(FortisOptions, options);
    return parsed.success ? [] : toFieldIssues(parsed.error, options, '/provider_options');
  },
};

function limitsBy(profile: FortisProfile): Limits {
  return {
    currencies: ['USD'],
    amount: { min: profile.min_amount_minor, max: 9_999_999_999 },
    required: [],
    unsupported: [
      '/validate_account',
      '/methods/excluded_card_types',
      '/methods/excluded_card_regions',
      '/redirects/success',
      '/redirects/failure',
      '/redirects/cancel',
    ],
    patterns: { '/customer/email': '^(?=.{5,})[^@]+@[^@]+$' },
    maxLengths: { '/customer/email': 128 },
    someOf: [{ pointers: ['/methods/card', '/methods/open_banking'], absent: 'counts' }],
    expiry: 'day',
    closable: 'always',
    updatable: [
      ...(profile.amount_on_put ? ['/amount'] : []),
      '/customer/email',
      '/customer/phone',
      '/expires_at',
      '/methods/card',
      '/methods/open_banking',
      '/provider_options/cc_product_transaction_id',
      '/provider_options/ach_product_transaction_id',
      '/provider_options/contact_id',
      '/provider_options/contact_api_id',
    ],
    options: Object.keys(FortisOptions.shape),
    expands: EXPANDS,
    filters: COLUMNS,
    list: { common: ['created_from', 'created_to'], sorts: COLUMNS, pageSize: profile.page_size_max },
    check: 'link',
    senders: ['service', 'provider'],
  };
}

/** The reference is unique at Fortis, deleted links included: a look-up by it is exact, and no second link can have it. */
function recoveryBy({ list_lag_seconds }: FortisProfile): Recovery {
  return {
    // The last look must come after the slowest list would show the link.
    lookUpAfterMs: [5000, 30_000, Math.max(300_000, 2 * list_lag_seconds * 1000)],
    recreates: 1,
    sameReference: true,
  };
}
