import * as z from 'zod/mini';
import { baseUrls } from '../env.ts';
import { exponentOf } from '../money.ts';
import { isLoopbackUrl } from '../providers/base-url.ts';

/** May be left out; null is the same as left out. */
export function maybe<T extends z.ZodMiniType>(schema: T) {
  return z.optional(z.nullable(schema));
}

/** A line of free text. Control characters have no place in an SMS, a subject line or a CSV. */
export function text(max: number) {
  return z.string().check(z.minLength(1), z.maxLength(max), z.regex(/^\P{Cc}*$/u, 'No control characters.'));
}

/** A name that the caller chooses, in a path. */
export const Slug = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, '1 to 40 of a-z, 0-9 and hyphens inside.'));

/** ULID and shard character. */
export const LinkId = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}[0-9A-Za-z]$/));

/** RFC 3339 with a zone. */
export const Instant = z.iso.datetime({ offset: true, error: 'An instant as in RFC 3339, with its zone.' });

export const CalendarDate = z.iso.date('A date as YYYY-MM-DD.');

/** Minor units; at most twelve digits, so that no amount is taken for a card number. */
export const Amount = z.int().check(z.minimum(1), z.maximum(999_999_999_999));

export const Currency = z.string().check(
  z.regex(/^[A-Z]{3}$/, 'Three capital letters, ISO 4217.'),
  z.refine((code) => exponentOf(code) !== undefined, { error: 'No currency of ISO 4217.' }),
);

export const Email = z.email('An address with one @ and a domain.').check(z.maxLength(254));

export const Country = z.string().check(z.regex(/^[A-Z]{2}$/, 'Two capital letters, ISO 3166-1.'));

/** BCP 47. */
export const Language = z.string().check(
  z.maxLength(35),
  z.refine((tag) => succeeds(() => Intl.getCanonicalLocales(tag).length === 1), {
    error: 'A language tag as in BCP 47, such as en-GB.',
  }),
);

/** A name of the IANA time zone database; an offset is none, as it knows no summer time. */
export const Timezone = z.string().check(
  z.maxLength(64),
  z.refine(
    (zone) =>
      /^[A-Za-z]/.test(zone) &&
      succeeds(() => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''),
    { error: 'A zone of the IANA database, such as Europe/London.' },
  ),
);

/** Where the payer is sent on to. Plain http only to loopback, and only on the local stack. */
export const WebUrl = z.string().check(
  z.maxLength(500),
  z.refine((url) => isWebUrl(url), { error: 'An absolute https url without user and password.' }),
);

function isWebUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s\p{Cc}]/u.test(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  if (username !== '' || password !== '' || hostname === '') return false;
  if (protocol === 'https:') return true;
  return protocol === 'http:' && baseUrls() === 'loopback' && isLoopbackUrl(new URL('/', text).href);
}

/** 20 names of up to 40 characters with texts of up to 200, 1 KB in all. */
export const Metadata = z
  .record(
    z.string().check(z.regex(/^[^\p{Cc}[\]]{1,40}$/u)),
    z.string().check(z.maxLength(200), z.regex(/^\P{Cc}*$/u, 'No control characters.')),
  )
  .check(
    z.refine((entries) => Object.keys(entries).length <= 20, { error: 'At most 20 names.' }),
    z.refine((entries) => bytes(entries) <= 1024, { error: 'At most 1 KB in all.' }),
  );

/** Fields of one provider; the provider itself says which. */
export const ProviderOptions = z
  .record(z.string().check(z.maxLength(64)), z.unknown())
  .check(z.refine((options) => bytes(options) <= 4096, { error: 'At most 4 KB in all.' }));

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function succeeds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

/** The value without its null and missing members. */
export function given<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  const found: { [K in keyof T]?: Exclude<T[K], null | undefined> } = {};
  for (const name in value) {
    const member = value[name];
    if (isGiven(member)) found[name] = member;
  }
  return found;
}

function isGiven<T>(value: T): value is Exclude<T, null | undefined> {
  return value !== null && value !== undefined;
}
