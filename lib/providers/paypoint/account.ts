import * as z from 'zod/mini';
import { allowedBaseUrl } from '../base-url.ts';
import { type AccountConfig, AccountError } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type Secret, secret } from '../secret.ts';
import { columnField } from './columns.ts';
import { type PaypointProfile, profileWith, WireOverrides } from './profile.ts';

export interface PaypointAccount {
  baseUrl: string;
  subscriptionKey: Secret;
  apiKey?: Secret;
  /** Whether PayPoint's pages and upload places may lie on the loopback, without TLS. */
  loopback: boolean;
  profile: PaypointProfile;
}

/** None is published: each needs the deployment's leave. */
const PUBLISHED: readonly string[] = [];
/** As long and of the same letters as every reference of ours. */
const REFERENCE_EXAMPLE = '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A';

const text = z.string().check(z.regex(/\S/), z.maxLength(500));
/** Visible ASCII: anything else cannot stand in a header. */
const key = z.string().check(z.regex(/^[\x21-\x7e]{1,500}$/));
const PaypointConfig = z.strictObject({
  settings: z.strictObject({ base_url: text }),
  credentials: z.strictObject({ subscription_key: key, api_key: z.optional(key) }),
  wire: z.optional(WireOverrides),
});

export function openAccount({ settings, credentials, wire, baseUrls }: AccountConfig): PaypointAccount {
  const config = { settings, credentials, ...(wire !== undefined && { wire }) };
  const parsed = z.safeParse(PaypointConfig, config);
  if (!parsed.success) throw new AccountError(toFieldIssues(parsed.error, config));
  const { subscription_key, api_key } = parsed.data.credentials;
  const baseUrl = allowedBaseUrl(parsed.data.settings.base_url, PUBLISHED, baseUrls);
  if (baseUrl === undefined) {
    throw refused([['/settings/base_url', 'This deployment does not allow this address.']]);
  }
  const profile = profileWith(parsed.data.wire ?? {});
  const misfits = misfitsOf(profile);
  if (misfits.length > 0) throw refused(misfits);
  return {
    baseUrl,
    subscriptionKey: secret(subscription_key),
    ...(api_key !== undefined && { apiKey: secret(api_key) }),
    loopback: baseUrls === 'loopback',
    profile,
  };
}

/** What only shows once the overrides are merged. */
function misfitsOf(profile: PaypointProfile): [string, string][] {
  const columns = profile.batch_columns.flatMap((column, index): [string, string][] =>
    columnField(column, profile) === undefined
      ? [[`/wire/batch_columns/${index}`, 'No field of a request has this name.']]
      : [],
  );
  return [
    ...columns,
    ...(profile.min_amount_minor > profile.max_amount_minor
      ? [['/wire/max_amount_minor', 'It must not be less than the least amount.'] satisfies [string, string]]
      : []),
    ...(new RegExp(profile.reference_pattern, 'u').test(REFERENCE_EXAMPLE)
      ? []
      : [
          ['/wire/reference_pattern', 'It must take 28 letters and digits, our references.'] satisfies [
            string,
            string,
          ],
        ]),
  ];
}

function refused(issues: readonly [string, string][]): AccountError {
  return new AccountError(issues.map(([pointer, detail]) => ({ pointer, code: 'invalid', detail })));
}
