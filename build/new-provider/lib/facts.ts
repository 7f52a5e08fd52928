import * as z from 'zod/mini';
import type { Limits, ProviderFacts, Recovery } from '../../../lib/providers/contract.ts';
import { toFieldIssues } from '../../../lib/providers/issues.ts';
import { openAccount, type SampleProviderAccount } from './account.ts';
import { SAMPLE_PROVIDER_PROFILE, type SampleProviderProfile } from './profile.ts';

/** `provider_options` of a link: every field of their document that has no common name. None so far. */
const SampleProviderOptions = z.strictObject({});

export const sampleProviderFacts: ProviderFacts<SampleProviderAccount> = {
  id: 'sample-provider',
  name: 'Sample Provider',
  limits: limitsBy(SAMPLE_PROVIDER_PROFILE),
  recovery: recoveryBy(SAMPLE_PROVIDER_PROFILE),
  identifyingSettings: ['base_url'],
  openAccount,
  limitsOf: ({ profile }) => limitsBy(profile),
  recoveryOf: ({ profile }) => recoveryBy(profile),
  checkOptions: (options) => {
    const parsed = z.safeParse(SampleProviderOptions, options);
    return parsed.success ? [] : toFieldIssues(parsed.error, options, '/provider_options');
  },
};

function limitsBy(profile: SampleProviderProfile): Limits {
  return {
    currencies: profile.currencies,
    amount: { min: 1, max: profile.max_amount_minor },
    required: [],
    // What their create has no field for, and we cannot do in their place.
    unsupported: ['/methods', '/validate_account'],
    patterns: {},
    maxLengths: { '/description': profile.description_max },
    expiry: 'second',
    closable: 'always',
    updatable: [],
    options: Object.keys(SampleProviderOptions.shape),
    // Their list has pages and an order of its own, and no filter that a caller could choose.
    list: { common: [], sorts: [], pageSize: profile.page_size },
    check: 'link',
    senders: ['service'],
  };
}

/** Nothing makes a create idempotent, so it is looked for by our reference. */
function recoveryBy({ list_lag_seconds }: SampleProviderProfile): Recovery {
  const lagMs = list_lag_seconds * 1000;
  // Nobody looks before the list would tell; the last look comes after the slowest list.
  const looks = [Math.max(5000, lagMs), Math.max(30_000, lagMs), Math.max(300_000, 2 * lagMs)];
  return { lookUpAfterMs: [...new Set(looks)], recreates: 1 };
}
