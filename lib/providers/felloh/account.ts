import * as z from 'zod/mini';
import type { FieldIssue } from '../../errors.ts';
import { allowedBaseUrl, isLoopbackUrl } from '../base-url.ts';
import { type AccountConfig, AccountError } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type Secret, secret } from '../secret.ts';
import { FELLOH_PROFILE, FellohProfile } from './profile.ts';

export interface FellohAccount {
  baseUrl: string;
  pageBaseUrl: string;
  organisation: string;
  paymentLinkType: string;
  publicKey: Secret;
  privateKey: Secret;
  /** Absent: notifications are refused. */
  webhookSecret?: Secret;
  profile: FellohProfile;
}

/** Published base urls with the page host that belongs to each. */
const PAGE_BASE_URLS: ReadonlyMap<string, string> = new Map([
  ['https://api.felloh.com', 'https://pay.felloh.com'],
  ['https://sandbox.felloh.com', 'https://pay.sandbox.felloh.com'],
]);

const text = z.string().check(z.regex(/\S/), z.maxLength(500));
const FellohConfig = z.strictObject({
  settings: z.strictObject({
    base_url: text,
    organisation: text,
    page_base_url: z.optional(text),
    payment_link_type: z.optional(text),
  }),
  credentials: z.strictObject({ public_key: text, private_key: text, webhook_secret: z.optional(text) }),
  wire: z.optional(z.partial(FellohProfile)),
});

export function openAccount({ settings, credentials, wire, baseUrls }: AccountConfig): FellohAccount {
  const config = { settings, credentials, ...(wire !== undefined && { wire }) };
  const parsed = z.safeParse(FellohConfig, config);
  if (!parsed.success) throw new AccountError(toFieldIssues(parsed.error, config));
  const { public_key, private_key, webhook_secret } = parsed.data.credentials;
  const { organisation, payment_link_type = 'UNKNOWN' } = parsed.data.settings;
  const profile = { ...FELLOH_PROFILE, ...withoutUndefined(parsed.data.wire ?? {}) };

  const baseUrl = allowedBaseUrl(parsed.data.settings.base_url, [...PAGE_BASE_URLS.keys()], baseUrls);
  if (baseUrl === undefined) {
    throw refused(
      '/settings/base_url',
      'invalid',
      `This deployment allows ${[...PAGE_BASE_URLS.keys()].join(', ')}.`,
    );
  }
  const pageBaseUrl = (parsed.data.settings.page_base_url ?? PAGE_BASE_URLS.get(baseUrl))?.replace(
    /\/+$/,
    '',
  );
  if (pageBaseUrl === undefined) {
    throw refused('/settings/page_base_url', 'required', 'Needed with a base url that is not published.');
  }
  if (!isPageUrl(pageBaseUrl, baseUrls)) {
    throw refused('/settings/page_base_url', 'invalid', 'It must be an https url.');
  }
  const example = profile.page_url_template.replace('{page_base_url}', pageBaseUrl).replace('{id}', 'id');
  if (!isPageUrl(example, baseUrls)) {
    throw refused('/wire/page_url_template', 'invalid', 'It must give an https url.');
  }
  return {
    baseUrl,
    pageBaseUrl,
    organisation,
    paymentLinkType: payment_link_type,
    publicKey: secret(public_key),
    privateKey: secret(private_key),
    ...(webhook_secret !== undefined && { webhookSecret: secret(webhook_secret) }),
    profile,
  };
}

/** Where payers are sent; nothing is ever sent there by us. */
function isPageUrl(value: string, baseUrls: AccountConfig['baseUrls']): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  if (protocol === 'https:' && username === '' && password === '') return true;
  return baseUrls === 'loopback' && isLoopbackUrl(value);
}

function refused(pointer: string, code: FieldIssue['code'], detail: string): AccountError {
  return new AccountError([{ pointer, code, detail }]);
}

/** With exact optional types, absent is not undefined. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> };
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
