import type { Wire } from './wire.ts';

export const dayMs = 24 * 60 * 60 * 1000;

/** Midnight UTC that begins a day written `YYYY-MM-DD`; undefined if there is no such day. */
export function dayStart(value: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN;
  // Date.parse takes 30 February for 2 March.
  return Number.isNaN(at) || !new Date(at).toISOString().startsWith(value) ? undefined : at;
}

/** The instant that a request's `expires_at` means; undefined if it is no ISO 8601 date or time with an offset. */
export function resolveExpiry(value: string, wire: Wire): number | undefined {
  const start = dayStart(value.slice(0, 10));
  if (start === undefined) return undefined;
  if (value.length === 10) return wire.expires_at_means === 'end_of_day_utc' ? start + dayMs - 1 : start;
  const isTime = /^.{10}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(value);
  const at = isTime ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
