import type { FellohProfile } from './profile.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** `YYYY-MM-DD` of an instant, UTC. */
export function toDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** The date of an inclusive upper bound, whatever the profile takes a bound for. */
export function toUpperDate(epochMs: number, { date_bounds }: FellohProfile): string {
  return toDate(date_bounds === 'to_day_excluded' ? epochMs + DAY_MS : epochMs);
}

/**
 * The day that ends a link at Felloh, never before our own end: ours is to the second and holds at our short url. An end
 * at midnight belongs to the day before it.
 */
export function toExpiry(
  expiresAt: number,
  { expires_at_means }: FellohProfile,
): { date: string; endsAt: number } {
  const date = toDate(expiresAt - 1 + (expires_at_means === 'start_of_day_utc' ? DAY_MS : 0));
  const start = Date.parse(`${date}T00:00:00.000Z`);
  return { date, endsAt: expires_at_means === 'start_of_day_utc' ? start : start + DAY_MS - 1 };
}

/** Epoch ms of Felloh's times; notifications write Unix seconds. Undefined: none, or unreadable. */
export function toInstant(value: string | number | null | undefined): number | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return value * 1000;
  // A time without a zone is UTC, wherever this runs.
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`;
  const at = Date.parse(/T/.test(value) ? zoned : value);
  return Number.isNaN(at) ? undefined : at;
}
