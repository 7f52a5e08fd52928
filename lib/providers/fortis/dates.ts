import type { FortisProfile } from './profile.ts';

/** Whose days count, and how the last one ends. */
export interface Days {
  /** IANA zone of the location. */
  zone: string;
  ends: FortisProfile['expire_day_ends'];
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** No zone is further from UTC. */
const FARTHEST_MS = 15 * 60 * 60 * 1000;

/** `YYYY-MM-DD` of an instant in a zone. */
export function dateIn(zone: string, epochMs: number): string {
  return dateBy(formatOf(zone), epochMs);
}

/**
 * The last day that is sent, never so early that Fortis ends the link before we do: our end is to the second and holds at
 * our short url. An end at midnight belongs to the day before it.
 */
export function toExpireDate(expiresAt: number, { zone, ends }: Days): string {
  const local = dateIn(zone, expiresAt - 1);
  if (ends === 'location_end_of_day') return local;
  if (ends === 'location_start_of_day') return dayAfter(local);
  // Where UTC is a day behind, the local date still must not be one that is over there already.
  const utc = dateIn('UTC', expiresAt - 1);
  if (utc > local) return utc;
  return local;
}

/** When a link with this last day ends at Fortis, epoch ms. */
export function endOf(date: string, { zone, ends }: Days): number {
  if (ends === 'location_start_of_day') return startOf(date, zone);
  return startOf(dayAfter(date), ends === 'utc_end_of_day' ? 'UTC' : zone) - 1;
}

export function isOver(date: string, { zone, ends }: Days, now: number): boolean {
  const today = dateIn(ends === 'utc_end_of_day' ? 'UTC' : zone, now);
  return ends === 'location_start_of_day' ? date <= today : date < today;
}

/** The day of a returned `expire_date`; undefined: none, or unreadable. */
export function toDay(value: string | null | undefined): string | undefined {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(value ?? '') ?? [];
  return day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? undefined : day;
}

export function isZone(zone: string): boolean {
  try {
    return formatOf(zone).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The first instant of a day; found by halving, so that no rule about clock changes is needed. */
function startOf(date: string, zone: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const format = formatOf(zone);
  let before = midnight - FARTHEST_MS;
  let from = midnight + FARTHEST_MS;
  while (from - before > 1) {
    const at = Math.floor((before + from) / 2);
    if (dateBy(format, at) < date) before = at;
    else from = at;
  }
  return from;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function dateBy(format: Intl.DateTimeFormat, epochMs: number): string {
  const parts = format.formatToParts(epochMs);
  const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
}
