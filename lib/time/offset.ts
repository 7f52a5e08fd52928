import { timeOf } from './window.ts';
import { offsetAt, stretchAt } from './zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Further than any link's life. */
export const MOST_DAYS = 366;

/** Calendar days of an ISO 8601 offset such as `P3D`, `-P1D`, `P2W`; undefined for all else and beyond 366 days. */
export function daysOf(offset: string): number | undefined {
  const [, sign, count, unit] = /^(-?)P(\d{1,3})([DW])$/.exec(offset) ?? [];
  if (count === undefined) return undefined;
  const days = Number(count) * (unit === 'W' ? 7 : 1);
  if (days > MOST_DAYS) return undefined;
  return sign && days ? -days : days;
}

/**
 * The instant (epoch ms) some calendar days after or before another, at the same wall time in a zone. A wall time that
 * the clocks skip, and one of a day that is skipped, becomes the first minute after the gap; one that comes twice its
 * first occurrence. No days change nothing. Throws `RangeError` for what is no offset.
 */
export function shift(anchor: number, offset: string, zone: string): number {
  const days = daysOf(offset);
  if (days === undefined) throw new RangeError(`${offset} is no offset in days or weeks`);
  return days === 0 ? anchor : fromWall(anchor + offsetAt(anchor, zone) + days * DAY_MS, zone);
}

/**
 * The instant of a calendar date (`YYYY-MM-DD`) and a wall time (`HH:MM`) in a zone, by the rules of `shift`. A `due_on`
 * is anchored at its plan's `window.from`, so that `P0D` is the first minute in which a message may go on that day.
 */
export function atWall(date: string, time: string, zone: string): number {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // 30 February would pass as 2 March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date)
    throw new RangeError(`${date} is no date`);
  return fromWall(midnight + timeOf(time), zone);
}

/** The calendar date, `YYYY-MM-DD`, of an instant in a zone. */
export function localDate(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/**
 * The first instant at which a zone's clock shows `wall` (ms as if it were UTC) or, for the first time, more. It looks
 * from 16 hours before on: no clock is further ahead.
 */
function fromWall(wall: number, zone: string): number {
  for (let from = wall - 16 * HOUR_MS; ; ) {
    const { to, offset } = stretchAt(from, zone);
    if (from + offset >= wall) return from;
    if (wall - offset < to) return wall - offset;
    from = to;
  }
}
