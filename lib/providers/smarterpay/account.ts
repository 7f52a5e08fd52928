import * as z from 'zod/mini';
import { allowedBaseUrl } from '../base-url.ts';
import { type AccountConfig, AccountError } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type Secret, secret } from '../secret.ts';
import { Kind, SMARTERPAY_PROFILE, SmarterpayOverrides, type SmarterpayProfile } from './profile.ts';

export interface SmarterpayAccount {
  baseUrl: string;
  apiToken: Secret;
  /** Absent: notifications are refused. */
  webhookKey?: Secret;
  /** The first is the default. */
  pages: readonly [Page, ...Page[]];
  profile: SmarterpayProfile;
}

/** An Ecommerce Page of the portal, as far as its links depend on it. */
export interface Page {
  id: string;
  kind: Kind;
  singleUse: boolean;
}

const BASE_URL = 'https://api.smarterpaycloud.com/service.svc';

const text = z.string().check(z.regex(/\S/), z.maxLength(500));
const PageConfig = z.strictObject({ id: text, kind: Kind, single_use: z.boolean() });
const SmarterpayConfig = z.strictObject({
  settings: z.strictObject({
    base_url: z.optional(text),
    pages: z.array(PageConfig).check(z.minLength(1), z.maxLength(100)),
  }),
  credentials: z.strictObject({
    // Visible ASCII: anything else cannot stand in a header.
    api_token: z.string().check(z.regex(/^[\x21-\x7e]{1,4000}$/)),
    webhook_key: z.optional(text),
  }),
  wire: z.optional(SmarterpayOverrides),
});

export function openAccount({ settings, credentials, wire, baseUrls }: AccountConfig): SmarterpayAccount {
  const config = { settings, credentials, ...(wire !== undefined && { wire }) };
  const parsed = z.safeParse(SmarterpayConfig, config);
  if (!parsed.success) throw new AccountError(toFieldIssues(parsed.error, config));
  const { base_url = BASE_URL, pages } = parsed.data.settings;
  const { api_token, webhook_key } = parsed.data.credentials;
  const profile = profileWith(parsed.data.wire ?? {});

  const baseUrl = allowedBaseUrl(base_url, [BASE_URL], baseUrls);
  if (baseUrl === undefined) throw refused('/settings/base_url', `This deployment allows ${BASE_URL}.`);
  const twice = pages.findIndex(({ id }, index) => pages.findIndex((page) => page.id === id) < index);
  if (twice !== -1) throw refused(`/settings/pages/${twice}/id`, 'Each page may be named once.');
  const taken = pages.some(({ kind }) => profile.reference_field[kind] === profile.merchant_reference_field);
  if (taken) throw refused('/wire/merchant_reference_field', 'Our own reference travels there.');
  const [first, ...others] = pages.map(({ id, kind, single_use }) => ({ id, kind, singleUse: single_use }));
  if (first === undefined) throw refused('/settings/pages', 'At least one page is needed.');
  return {
    baseUrl,
    apiToken: secret(api_token),
    ...(webhook_key !== undefined && { webhookKey: secret(webhook_key) }),
    pages: [first, ...others],
    profile,
  };
}

function profileWith({ reference_field, ...overrides }: z.infer<typeof SmarterpayOverrides>) {
  return {
    ...SMARTERPAY_PROFILE,
    ...withoutUndefined(overrides),
    reference_field: { ...SMARTERPAY_PROFILE.reference_field, ...withoutUndefined(reference_field ?? {}) },
  };
}

function refused(pointer: string, detail: string): AccountError {
  return new AccountError([{ pointer, code: 'invalid', detail }]);
}

/** With exact optional types, absent is not undefined. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> };
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
