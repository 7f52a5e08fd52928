import * as z from 'zod/mini';
import type { FieldIssue } from '../../errors.ts';
import type { Limits, ProviderFacts, Recovery } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type AllpayAccount, openAccount } from './account.ts';
import { ALLPAY_PROFILE, type AllpayProfile } from './profile.ts';
import { CURRENCY } from './wire.ts';

const text = z.string().check(z.regex(/\S/), z.maxLength(200));

/** `provider_options` of a link: every field of allpay's document that has no common name. */
export const AllpayOptions = z.strictObject({
  payment_reference_number: z.optional(text),
  client_code: z.optional(text),
  first_name: z.optional(text),
  last_name: z.optional(text),
});
export type AllpayOptions = z.infer<typeof AllpayOptions>;

const PAYMENT_REFERENCE = '/provider_options/payment_reference_number';
const CLIENT_CODE = '/provider_options/client_code';

export const allpayFacts: ProviderFacts<AllpayAccount> = {
  id: 'allpay',
  name: 'allpay',
  limits: limitsBy(ALLPAY_PROFILE),
  recovery: recoveryBy(ALLPAY_PROFILE),
  identifyingSettings: ['base_url', 'organisation_id'],
  openAccount,
  limitsOf: ({ profile, clientCode, organisationName }) => ({
    ...limitsBy(profile, clientCode !== undefined),
    ...(organisationName === undefined && { senders: ['service'] }),
  }),
  recoveryOf: ({ profile }) => recoveryBy(profile),
  checkOptions: (options) => {
    const parsed = z.safeParse(AllpayOptions, options);
    return parsed.success ? clashes(parsed.data) : toFieldIssues(parsed.error, options, '/provider_options');
  },
};

/** `hasClientCode`: the connection has one, or it is not known which connection it will be. */
function limitsBy(profile: AllpayProfile, hasClientCode = true): Limits {
  return {
    currencies: [CURRENCY],
    amount: { min: profile.min_amount_minor, max: profile.max_amount_minor },
    required: [],
    // Its page has no switches and leads back nowhere.
    unsupported: ['/methods', '/redirects/success', '/redirects/failure', '/redirects/cancel'],
    patterns: {
      [PAYMENT_REFERENCE]: profile.payment_reference_pattern,
      '/customer/reference': profile.client_reference_pattern,
    },
    maxLengths: {
      '/customer/first_name': profile.name_max,
      '/customer/last_name': profile.name_max,
      '/provider_options/first_name': profile.name_max,
      '/provider_options/last_name': profile.name_max,
      [CLIENT_CODE]: profile.client_code_max,
    },
    unusedBeside: {
      '/customer/reference': PAYMENT_REFERENCE,
      '/customer/first_name': '/provider_options/first_name',
      '/customer/last_name': '/provider_options/last_name',
    },
    someOf: [
      { pointers: ['/customer/first_name', '/provider_options/first_name'], absent: 'lacks' },
      { pointers: ['/customer/last_name', '/provider_options/last_name'], absent: 'lacks' },
      { pointers: ['/customer/reference', PAYMENT_REFERENCE], absent: 'lacks' },
      ...(hasClientCode ? [] : [{ pointers: [CLIENT_CODE, PAYMENT_REFERENCE], absent: 'lacks' as const }]),
    ],
    phoneCountries: ['44'],
    phoneCountriesFor: 'native_sms',
    expiry: 'none',
    closable: 'pending',
    updatable: [
      '/amount',
      '/customer/name',
      '/customer/first_name',
      '/customer/last_name',
      '/customer/reference',
      '/validate_account',
      ...Object.keys(AllpayOptions.shape).map((name) => `/provider_options/${name}`),
    ],
    options: Object.keys(AllpayOptions.shape),
    // Which of its two lists, and the numbers that the active one tells; nothing of it reaches the wire.
    filters: ['list', 'status'],
    list: { common: [], sorts: [], patterns: { list: '^(active|pending)$', status: '^15[1-5]$' } },
    check: 'sweep',
    senders: ['service', 'provider'],
  };
}

/** A payment reference stands by itself: allpay refuses a client code beside it. */
function clashes({ payment_reference_number, client_code }: AllpayOptions): readonly FieldIssue[] {
  if (payment_reference_number === undefined || client_code === undefined) return [];
  return [{ pointer: CLIENT_CODE, code: 'invalid', detail: 'Not beside a payment reference number.' }];
}

/**
 * A list tells a new link late, so nobody looks before that; after the last look it is made once more, so that a look-up
 * after that finds both, should the first have been later still.
 */
function recoveryBy({ list_lag_seconds }: AllpayProfile): Recovery {
  const lagMs = list_lag_seconds * 1000;
  const looks = [Math.max(5000, lagMs), Math.max(30_000, lagMs), Math.max(300_000, 2 * lagMs)];
  return { lookUpAfterMs: [...new Set(looks)], recreates: 1, sameReference: true };
}
