import * as z from 'zod/mini';
import type { Limits, ProviderFacts, Recovery } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { openAccount, type PaypointAccount } from './account.ts';
import { PAYPOINT_PROFILE, type PaypointProfile } from './profile.ts';
import { cancelWord } from './status.ts';

const filled = z.string().check(z.regex(/\S/));

/** `provider_options` of a link: every field of PayPoint's document that has no common name. */
const PaypointOptions = z.strictObject({
  passphrase: z.optional(filled),
  title: z.optional(filled),
  first_name: z.optional(filled),
  last_name: z.optional(filled),
});

/** PayPoint's own query parameters, in our spelling. `amount` is in minor units here as everywhere. */
export const FILTERS = [
  'request_id',
  'client_transaction_ref',
  'account_reference',
  'amount',
  'mobile_number',
  'email_address',
  'status',
  'customer_name',
] as const;

const SENDERS = {
  by_property: ['service', 'provider'],
  always: ['provider'],
  never: ['service'],
} as const satisfies Record<PaypointProfile['native_send'], Limits['senders']>;

export const paypointFacts: ProviderFacts<PaypointAccount> = {
  id: 'paypoint',
  name: 'PayPoint',
  limits: limitsBy(PAYPOINT_PROFILE),
  recovery: recoveryBy(PAYPOINT_PROFILE),
  hasBatches: true,
  identifyingSettings: ['base_url'],
  openAccount,
  limitsOf: ({ profile }) => limitsBy(profile),
  recoveryOf: ({ profile }) => recoveryBy(profile),
  checkOptions: (options) => {
    const parsed = z.safeParse(PaypointOptions, options);
    return parsed.success ? [] : toFieldIssues(parsed.error, options, '/provider_options');
  },
};

export function limitsBy(profile: PaypointProfile): Limits {
  const { native_send, reference_pattern, text_max, name_max, email_max } = profile;
  return {
    currencies: ['GBP'],
    amount: { min: profile.min_amount_minor, max: profile.max_amount_minor },
    required: ['/customer/phone', ...(native_send === 'always' ? ['/delivery/channels'] : [])],
    // All of `methods`: switching one off cannot be honoured either.
    unsupported: [
      '/methods',
      '/validate_account',
      '/redirects/success',
      '/redirects/failure',
      '/redirects/cancel',
    ],
    patterns: {
      '/reference': reference_pattern,
      '/customer/reference': reference_pattern,
      '/customer/phone': '^\\+447[0-9]{9}$',
      '/customer/email': '^[^@]+@[^@]+$',
      '/description': '\\S',
    },
    maxLengths: {
      '/description': text_max,
      '/customer/first_name': name_max,
      '/customer/last_name': name_max,
      '/customer/email': email_max,
      '/provider_options/passphrase': text_max,
      '/provider_options/title': name_max,
      '/provider_options/first_name': name_max,
      '/provider_options/last_name': name_max,
    },
    someOf: [
      { pointers: ['/customer/first_name', '/provider_options/first_name'], absent: 'lacks' },
      { pointers: ['/customer/last_name', '/provider_options/last_name'], absent: 'lacks' },
      { pointers: ['/customer/reference', '/reference'], absent: 'lacks' },
      { pointers: ['/description', '/provider_options/passphrase'], absent: 'lacks' },
    ],
    unusedBeside: {
      '/reference': '/customer/reference',
      '/customer/first_name': '/provider_options/first_name',
      '/customer/last_name': '/provider_options/last_name',
    },
    phoneCountries: ['44'],
    expiry: 'none',
    closable: cancelWord(profile) === undefined ? 'never' : 'always',
    updatable: [],
    options: Object.keys(PaypointOptions.shape),
    filters: [...FILTERS],
    list: {
      common: ['q', 'created_from', 'created_to'],
      sorts: ['created_at'],
      patterns: { amount: '^\\d{1,15}$' },
      ...(profile.list_needs_parameter && { needsFilter: true }),
    },
    check: 'link',
    senders: SENDERS[native_send],
    // Without the property PayPoint sends by SMS.
    ...(native_send === 'always' && { sendsAtCreation: ['sms'] as const }),
  };
}

function recoveryBy({ list_lag_seconds }: PaypointProfile): Recovery {
  return {
    // The last look must come after the slowest list would show the link.
    lookUpAfterMs: [5000, 30_000, Math.max(300_000, 2 * list_lag_seconds * 1000)],
    recreates: 1,
    sameReference: true,
  };
}
