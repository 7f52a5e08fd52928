import * as z from 'zod/mini';

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
