import * as z from 'zod/mini';
import type { FieldIssue } from '../../errors.ts';
import { allowedBaseUrl } from '../base-url.ts';
import { type AccountConfig, AccountError } from '../contract.ts';
import { toFieldIssues } from '../issues.ts';
import { type Secret, secret } from '../secret.ts';
import { AllpayOverrides, type AllpayProfile, profileWith } from './profile.ts';

export interface AllpayAccount {
  /** With its path prefix, without a trailing slash. */
  baseUrl: string;
  /** Identifies the caller to the gateway. */
  apimKey: Secret;
  /** Identifies it to the application: made on the Hub from a Key Name. */
  subscriptionKey: Secret;
  organisationId: string;
  organisationPersonId: string;
  /** Absent: allpay sends nothing for this account. */
  organisationName?: string;
  /** For client references whose link names no code of its own. */
  clientCode?: string;
  /** Who made a link that names nobody who fits. */
  createdBy: string;
  /** Pages on the loopback are taken too, on the local stack. */
  loopbackPages: boolean;
  profile: AllpayProfile;
}

/** `:` and our reference follow who made the link. */
const REFERENCE_LENGTH = 29;
const LONGEST_WHO = 20;

const text = z.string().check(z.regex(/\S/), z.maxLength(500));
/** Visible ASCII: anything else cannot stand in a header. */
const key = z.string().check(z.regex(/^[\x21-\x7e]+$/), z.maxLength(500));
const AllpayConfig = z.strictObject({
  settings: z.strictObject({
    base_url: text,
    organisation_id: text,
    organisation_person_id: text,
    organisation_name: z.optional(text),
    client_code: z.optional(text),
    created_by: z.optional(text),
  }),
  credentials: z.strictObject({ apim_subscription_key: key, subscription_key: key }),
  wire: z.optional(AllpayOverrides),
});

export function openAccount({ settings, credentials, wire, baseUrls }: AccountConfig): AllpayAccount {
  const config = { settings, credentials, ...(wire !== undefined && { wire }) };
  const parsed = z.safeParse(AllpayConfig, config);
  if (!parsed.success) throw new AccountError(toFieldIssues(parsed.error, config));
  const { base_url, organisation_id, organisation_person_id, organisation_name, client_code, created_by } =
    parsed.data.settings;
  const { apim_subscription_key, subscription_key } = parsed.data.credentials;
  const profile = profileWith(parsed.data.wire ?? {});

  // allpay publishes no address: whichever it is, the deployment must allow it.
  const baseUrl = allowedBaseUrl(base_url, [], baseUrls);
  const createdBy = created_by ?? 'paylinks';
  const issues = [
    ...(baseUrl === undefined ? [issue('/settings/base_url', 'This deployment does not allow it.')] : []),
    ...tooLong('/settings/organisation_name', organisation_name, profile.organisation_name_max),
    ...tooLong('/settings/client_code', client_code, profile.client_code_max),
    ...tooLong('/settings/created_by', createdBy, longestWho(profile)),
    ...(profile.min_amount_minor > profile.max_amount_minor
      ? [issue('/wire/min_amount_minor', 'It must not be above max_amount_minor.')]
      : []),
  ];
  if (baseUrl === undefined || issues.length > 0) throw new AccountError(issues);
  return {
    baseUrl,
    apimKey: secret(apim_subscription_key),
    subscriptionKey: secret(subscription_key),
    organisationId: organisation_id,
    organisationPersonId: organisation_person_id,
    ...(organisation_name !== undefined && { organisationName: organisation_name }),
    ...(client_code !== undefined && { clientCode: client_code }),
    createdBy,
    loopbackPages: baseUrls === 'loopback',
    profile,
  };
}

/** Characters for who made a link, before `:{our_reference}`. */
export function longestWho({ created_by_max }: AllpayProfile): number {
  return Math.min(LONGEST_WHO, created_by_max - REFERENCE_LENGTH);
}

function tooLong(pointer: string, value: string | undefined, max: number): FieldIssue[] {
  if (value === undefined || [...value].length <= max) return [];
  return [{ pointer, code: 'too_long', detail: `At most ${max} characters.` }];
}

function issue(pointer: string, detail: string): FieldIssue {
  return { pointer, code: 'invalid', detail };
}
