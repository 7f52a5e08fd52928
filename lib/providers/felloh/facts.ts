import * as z from 'zod/mini';
import type { Limits, ProviderFacts, Recovery } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type FellohAccount, openAccount } from './account.ts';
import { FELLOH_PROFILE, type FellohProfile } from './profile.ts';

/** `provider_options` of a link: every field of Felloh's document that has no common name. */
export const FellohOptions = z.strictObject({
  organisation: z.optional(z.string().check(z.regex(/\S/), z.maxLength(64))),
  type: z.optional(z.string().check(z.regex(/\S/), z.maxLength(64))),
  customer_id: z.optional(z.string().check(z.regex(/\S/), z.maxLength(64))),
  authorisation_only: z.optional(z.boolean()),
  surcharging_enabled: z.optional(z.boolean()),
  dcc_enabled: z.optional(z.boolean()),
  hide_store_card: z.optional(z.boolean()),
  store_card_forced: z.optional(z.boolean()),
});
export type FellohOptions = z.infer<typeof FellohOptions>;

export const fellohFacts: ProviderFacts<FellohAccount> = {
  id: 'felloh',
  name: 'Felloh',
  limits: limitsBy(FELLOH_PROFILE),
  recovery: recoveryBy(FELLOH_PROFILE),
  identifyingSettings: ['base_url', 'organisation'],
  openAccount,
  limitsOf: ({ profile }) => limitsBy(profile),
  recoveryOf: ({ profile }) => recoveryBy(profile),
  checkOptions: (options) => {
    const parsed = z.safeParse(FellohOptions, options);
    return parsed.success ? [] : toFieldIssues(parsed.error, options, '/provider_options');
  },
};

function limitsBy(profile: FellohProfile): Limits {
  return {
    currencies: Object.keys(profile.currencies),
    amount: { min: 1, max: profile.max_amount_minor },
    required: ['/customer/name', '/customer/email'],
    unsupported: ['/validate_account'],
    patterns: {
      '/customer/name': '\\S',
      '/customer/email': '^[^@]+@[^@]+$',
      '/methods/excluded_card_types': '^(amex|visa|master|AMEX|VISA|MASTER)$',
      '/methods/excluded_card_regions': '^(domestic|inter|intra|DOMESTIC|INTER|INTRA)$',
    },
    maxLengths: {},
    advisedLengths: { '/description': 99 },
    someOf: [
      {
        pointers: ['/methods/card', '/methods/open_banking'],
        absent: profile.methods_default ? 'counts' : 'lacks',
      },
    ],
    expiry: 'day',
    closable: 'unopened',
    updatable: [],
    options: Object.keys(FellohOptions.shape),
    filters: ['organisation'],
    list: {
      common: ['q', 'created_from', 'created_to', 'booking', 'include_child_organisations'],
      sorts: [],
      pageSize: profile.take_max,
      patterns: { organisation: '\\S' },
    },
    check: 'link',
    senders: ['service'],
    ...(profile.create_sends && { sendsAtCreation: ['email'] }),
  };
}

/** Nothing makes a create idempotent, so it is looked for; an account that mails at creation is never asked twice. */
function recoveryBy({ create_sends, list_lag_seconds }: FellohProfile): Recovery {
  return {
    // The last look must come after the slowest list would show the link.
    lookUpAfterMs: [5000, 30_000, Math.max(300_000, 2 * list_lag_seconds * 1000)],
    recreates: create_sends ? 0 : 1,
  };
}
