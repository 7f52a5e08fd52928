import * as z from 'zod/mini';
import type { Limits, ProviderFacts, Recovery } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { openAccount, type Page, type SmarterpayAccount } from './account.ts';
import { CURRENCY } from './amounts.ts';
import { isDay } from './dates.ts';
import { MAX_LENGTHS, pointerOf, RECORD_METADATA } from './fields.ts';
import { SMARTERPAY_PROFILE, type SmarterpayProfile } from './profile.ts';

const text = z.optional(z.string().check(z.regex(/\S/)));
const day = z.optional(z.string().check(z.refine(isDay)));

/** `provider_options` of a link: every property of SmarterPay's document that has no common name. */
export const SmarterpayOptions = z.strictObject({
  ecommerce_page: text,
  customer_account: text,
  bank_account: text,
  mandate: text,
  recurrence_schedule: text,
  auddis: text,
  bank_account_custom_reference: text,
  card_payment_custom_reference: text,
  recurrence_schedule_custom_reference: text,
  start_date: day,
  end_date: day,
  /** Pence, as `amount`. */
  first_collection_amount: z.optional(z.int().check(z.positive())),
  first_collection_date: day,
  metadata_account_validation: text,
  metadata_bank_account: text,
  metadata_card: text,
  metadata_customer_account: text,
  metadata_mandate: text,
  metadata_recurrence_schedule: text,
});
export type SmarterpayOptions = z.infer<typeof SmarterpayOptions>;

/** List filters by SmarterPay's own names, all eleven. */
export const FILTERS = [
  'id',
  'ecommerce_page_id',
  'customer_account_id',
  'bank_account_id',
  'mandate_id',
  'recurrence_schedule_id',
  'auddis',
  'bank_account_custom_reference',
  'card_payment_custom_reference',
  'customer_custom_reference',
  'recurrence_schedule_custom_reference',
] as const;

/** Links on one page of its list. */
export const MOST_PER_PAGE = 500;

export const smarterpayFacts: ProviderFacts<SmarterpayAccount> = {
  id: 'smarterpay',
  name: 'SmarterPay',
  limits: limitsBy(SMARTERPAY_PROFILE),
  recovery: recoveryBy(SMARTERPAY_PROFILE),
  identifyingSettings: ['base_url'],
  openAccount,
  limitsOf: ({ profile, pages }) => limitsBy(profile, pages),
  recoveryOf: ({ profile }) => recoveryBy(profile),
  checkOptions: (options) => {
    const parsed = z.safeParse(SmarterpayOptions, options);
    return parsed.success ? [] : toFieldIssues(parsed.error, options, '/provider_options');
  },
};

function limitsBy(profile: SmarterpayProfile, pages?: readonly Page[]): Limits {
  return {
    currencies: [CURRENCY],
    amount: { min: 1, max: profile.max_amount_minor },
    required: [],
    // Methods and account validation are the page's: another page is chosen by `provider_options.ecommerce_page`.
    unsupported: ['/methods', '/validate_account', '/redirects/failure', '/redirects/cancel'],
    patterns: pages ? { '/provider_options/ecommerce_page': oneOf(pages.map(({ id }) => id)) } : {},
    maxLengths: Object.fromEntries(
      Object.entries(MAX_LENGTHS).flatMap(([field, max]) => {
        const pointer = pointerOf(field, profile);
        return pointer === undefined ? [] : [[pointer, max]];
      }),
    ),
    // A page's own expiry is set in the portal; our end is kept by expiring the link.
    expiry: 'none',
    closable: 'always',
    updatable: ['/metadata', ...RECORD_METADATA.map((name) => `/provider_options/${name}`)],
    options: Object.keys(SmarterpayOptions.shape),
    filters: FILTERS,
    list: {
      common: ['created_from', 'created_to'],
      sorts: ['id', 'type', 'created_at'],
      pageSize: MOST_PER_PAGE,
    },
    check: 'link',
    senders: ['service'],
  };
}

/**
 * A look-up by our reference comes first, for it tells at any time. What it does not find is made once more under the same
 * Idempotency-Key: within its 24 hours SmarterPay then gives the first link again, should its list have been late.
 */
function recoveryBy({ list_lag_seconds }: SmarterpayProfile): Recovery {
  return {
    // The last look must come after the slowest list would show the link.
    lookUpAfterMs: [5000, 30_000, Math.max(300_000, 2 * list_lag_seconds * 1000)],
    recreates: 1,
    sameReference: true,
  };
}

function oneOf(texts: readonly string[]): string {
  // Within a class or alone, every one of these stands for itself, with the flag `u` too.
  return `^(?:${texts.map((each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')})$`;
}
