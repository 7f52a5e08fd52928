import * as z from 'zod/mini';
import { allowedBaseUrl } from '../../../lib/providers/base-url.ts';
import { type AccountConfig, AccountError } from '../../../lib/providers/contract.ts';
import { toFieldIssues } from '../../../lib/providers/issues.ts';
import { type Secret, secret } from '../../../lib/providers/secret.ts';
import { SAMPLE_PROVIDER_PROFILE, SampleProviderProfile } from './profile.ts';

export interface SampleProviderAccount {
  /** Without a trailing slash. */
  baseUrl: string;
  apiKey: Secret;
  /** Pages on the loopback are taken too, on the local stack. */
  loopbackPages: boolean;
  profile: SampleProviderProfile;
}

/** Credentials are sent nowhere else. */
const PUBLISHED_BASE_URLS = ['https://api.sample-provider.example'];

const text = z.string().check(z.regex(/\S/), z.maxLength(500));
/** Visible ASCII: anything else cannot stand in a header. */
const key = z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(500));
const SampleProviderConfig = z.strictObject({
  settings: z.strictObject({ base_url: text }),
  credentials: z.strictObject({ api_key: key }),
  wire: z.optional(z.partial(SampleProviderProfile)),
});

export function openAccount({ settings, credentials, wire, baseUrls }: AccountConfig): SampleProviderAccount {
  const config = { settings, credentials, ...(wire !== undefined && { wire }) };
  const parsed = z.safeParse(SampleProviderConfig, config);
  if (!parsed.success) throw new AccountError(toFieldIssues(parsed.error, config));
  const baseUrl = allowedBaseUrl(parsed.data.settings.base_url, PUBLISHED_BASE_URLS, baseUrls);
  if (baseUrl === undefined) {
    const detail = `This deployment allows ${PUBLISHED_BASE_URLS.join(', ')}.`;
    throw new AccountError([{ pointer: '/settings/base_url', code: 'invalid', detail }]);
  }
  return {
    baseUrl,
    apiKey: secret(parsed.data.credentials.api_key),
    loopbackPages: baseUrls === 'loopback',
    profile: z.parse(SampleProviderProfile, { ...SAMPLE_PROVIDER_PROFILE, ...parsed.data.wire }),
  };
}
