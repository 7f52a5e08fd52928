import * as z from 'zod/mini';
import type { FieldIssue } from '../../errors.ts';
import { allowedBaseUrl } from '../base-url.ts';
import { type AccountConfig, AccountError, type BaseUrls } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type Secret, secret } from '../secret.ts';
import { isZone } from './dates.ts';
import { isPageUrl, pageUrlBy } from './page-url.ts';
import { FORTIS_PROFILE, FortisProfile } from './profile.ts';

export interface FortisAccount {
  baseUrl: string;
  /** Which urls a page may have. */
  baseUrls: BaseUrls;
  userId: string;
  userApiKey: Secret;
  developerId: string;
  locationId: string;
  /** One of both at least. */
  ccProductId?: string;
  achProductId?: string;
  /** IANA zone of the location, whose days an end counts. */
  timeZone: string;
  portalHost?: string;
  /** The whole `Authorization` header of postbacks; absent: any sender is heard, for it is only a hint. */
  postbackAuthorization?: Secret;
  profile: FortisProfile;
}

const BASE_URLS: readonly string[] = ['https://api.zeamster.com', 'https://api.sandbox.zeamster.com'];

const text = z.string().check(z.regex(/\S/), z.maxLength(500));
/** Visible ASCII: anything else cannot stand in a header. */
const headerText = z.string().check(z.regex(/^[\x21-\x7e]{1,500}$/));
/** 24 hexadecimal characters or a UUID, but opaque to us. */
export const FortisId = z.string().check(z.regex(/^[\x21-\x7e]{24,36}$/));

const FortisConfig = z.strictObject({
  settings: z.strictObject({
    base_url: text,
    user_id: headerText,
    developer_id: headerText,
    location_id: FortisId,
    cc_product_transaction_id: z.optional(FortisId),
    ach_product_transaction_id: z.optional(FortisId),
    location_time_zone: z.optional(z.string().check(z.refine(isZone))),
    portal_host: z.optional(z.string().check(z.regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?$/i))),
    // A colon ends the name in Basic authorisation.
    postback_username: z.optional(z.string().check(z.regex(/^[^:\p{Cc}]{1,200}$/u))),
  }),
  credentials: z.strictObject({ user_api_key: headerText, postback_password: z.optional(text) }),
  wire: z.optional(z.partial(FortisProfile)),
});

export function openAccount({ settings, credentials, wire, baseUrls }: AccountConfig): FortisAccount {
  const config = { settings, credentials, ...(wire !== undefined && { wire }) };
  const parsed = z.safeParse(FortisConfig, config);
  if (!parsed.success) throw new AccountError(toFieldIssues(parsed.error, config));
  const known = parsed.data.settings;
  const { user_api_key, postback_password } = parsed.data.credentials;
  const profile = { ...FORTIS_PROFILE, ...withoutUndefined(parsed.data.wire ?? {}) };

  const baseUrl = allowedBaseUrl(known.base_url, BASE_URLS, baseUrls);
  const issues = [
    ...(baseUrl === undefined
      ? [issue('/settings/base_url', 'invalid', `This deployment allows ${BASE_URLS.join(', ')}.`)]
      : []),
    ...productIssues(known),
    ...postbackIssues(known.postback_username, postback_password),
    ...pageIssues(known.portal_host, profile, baseUrls),
  ];
  if (baseUrl === undefined || issues.length > 0) throw new AccountError(issues);
  return {
    baseUrl,
    baseUrls,
    userId: known.user_id,
    userApiKey: secret(user_api_key),
    developerId: known.developer_id,
    locationId: known.location_id,
    ...(known.cc_product_transaction_id !== undefined && { ccProductId: known.cc_product_transaction_id }),
    ...(known.ach_product_transaction_id !== undefined && { achProductId: known.ach_product_transaction_id }),
    timeZone: known.location_time_zone ?? 'UTC',
    ...(known.portal_host !== undefined && { portalHost: known.portal_host }),
    ...(known.postback_username !== undefined &&
      postback_password !== undefined && {
        postbackAuthorization: secret(basic(known.postback_username, postback_password)),
      }),
    profile,
  };
}

function productIssues(settings: z.infer<typeof FortisConfig>['settings']): FieldIssue[] {
  if (settings.cc_product_transaction_id ?? settings.ach_product_transaction_id) return [];
  const detail = 'This or ach_product_transaction_id is needed.';
  return [issue('/settings/cc_product_transaction_id', 'required', detail)];
}

/** Half of the pair would protect nothing. */
function postbackIssues(username: string | undefined, password: string | undefined): FieldIssue[] {
  if ((username === undefined) === (password === undefined)) return [];
  const pointer = username === undefined ? '/settings/postback_username' : '/credentials/postback_password';
  return [issue(pointer, 'required', 'The postback user name and its password belong together.')];
}

/** Without a portal host the template is not used, unless it needs none. */
function pageIssues(
  portalHost: string | undefined,
  profile: FortisProfile,
  baseUrls: BaseUrls,
): FieldIssue[] {
  const example = pageUrlBy(profile, portalHost, 'id');
  if (example === undefined && !profile.payment_url_expand) {
    return [issue('/settings/portal_host', 'required', 'Without payment_url this alone tells the page.')];
  }
  if (example === undefined || isPageUrl(example, baseUrls)) return [];
  return [issue('/wire/page_url_template', 'invalid', 'It must give an https url.')];
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function issue(pointer: string, code: FieldIssue['code'], detail: string): FieldIssue {
  return { pointer, code, detail };
}

/** With exact optional types, absent is not undefined. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> };
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
