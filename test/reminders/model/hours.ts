import { HOUR, MINUTE, wallAt } from '../../support/wall-clock.ts';
import type { Person } from '../month/people.ts';

const QUARTER = 15 * MINUTE;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Hours of the week by a wall clock. */
export interface Hours {
  days: readonly string[];
  from: string;
  to: string;
}

/** Nothing goes outside these. */
export const BY_DAY: Hours = { days: WEEKDAYS, from: '08:00', to: '21:00' };

const BY_PREFIX = [
  { prefix: '+44', region: 'GB', main: 'Europe/London' },
  { prefix: '+1', region: 'US', main: 'America/New_York' },
  { prefix: '+61', region: 'AU', main: 'Australia/Sydney' },
] as const;
/** Of every organisation in the model's world. */
const HOME = 'Europe/London';

/** The zones in which somebody may be, whose clock counts first. */
export function zonesOf({ timezone, phone }: Pick<Person, 'timezone' | 'phone'>): readonly string[] {
  if (timezone !== undefined) return [timezone];
  const country = BY_PREFIX.find(({ prefix }) => phone?.startsWith(prefix));
  if (!country) return [HOME];
  const all = new Intl.Locale('und', { region: country.region }).getTimeZones?.() ?? [];
  return [...new Set([country.main, ...all])];
}

/**
 * Within the hours by the clock of each zone; where they never all are, within the day on the same days; where they
 * never are by day either, by the organisation's clock.
 */
export function isWithin(at: number, zones: readonly string[], hours: Hours): boolean {
  if (zones.every((zone) => fits(at, zone, hours))) return true;
  if (zones.length === 1 || haveCommon(at, zones, hours)) return false;
  const wide = { ...BY_DAY, days: hours.days };
  if (haveCommon(at, zones, wide)) return zones.every((zone) => fits(at, zone, wide));
  return fits(at, HOME, hours);
}

const common = new Map<string, boolean>();

/** By their clocks at that instant: what a change of a clock will bring does not count. */
function haveCommon(at: number, zones: readonly string[], hours: Hours): boolean {
  const offsets = [...new Set(zones.map((zone) => wallAt(at, zone) - at))];
  const key = JSON.stringify([offsets, hours]);
  const known = common.get(key);
  if (known !== undefined) return known;
  const found = Array.from({ length: 8 * 96 }, (_, n) => n * QUARTER).some((each) =>
    offsets.every((offset) => shows(each + offset, hours)),
  );
  common.set(key, found);
  return found;
}

function fits(at: number, zone: string, hours: Hours): boolean {
  return shows(wallAt(at, zone), hours);
}

/** Whether a clock that shows this, ms as if UTC, is within the hours. */
function shows(wallMs: number, { days, from, to }: Hours): boolean {
  const wall = new Date(wallMs);
  const time = wall.toISOString().slice(11, 16);
  return days.includes(WEEKDAYS[wall.getUTCDay()] ?? '') && time >= from && time < to;
}

/** The first instant from `at` on that is within the hours. They begin and end on quarters of an hour everywhere. */
export function firstWithin(at: number, zones: readonly string[], hours: Hours): number {
  if (isWithin(at, zones, hours)) return at;
  let quarter = Math.ceil((at + 1) / QUARTER) * QUARTER;
  while (!isWithin(quarter, zones, hours)) quarter += QUARTER;
  return quarter;
}

/** The last one up to `at`, a whole minute. */
export function lastWithin(at: number, zones: readonly string[], hours: Hours): number {
  if (isWithin(at, zones, hours)) return at;
  let quarter = Math.floor(at / QUARTER) * QUARTER;
  while (!isWithin(quarter - MINUTE, zones, hours)) quarter -= QUARTER;
  return quarter - MINUTE;
}

/** The first instant at which a zone's clock shows this (ms as if UTC), or for the first time more. */
export function firstShowing(wall: number, zone: string): number {
  let at = wall - 30 * HOUR;
  while (wallAt(at + QUARTER, zone) < wall) at += QUARTER;
  return Math.min(at + QUARTER, at + (wall - wallAt(at, zone)));
}

/** Calendar date of an instant, `YYYY-MM-DD`. */
export function dateAt(at: number, zone: string): string {
  return new Date(wallAt(at, zone)).toISOString().slice(0, 10);
}
