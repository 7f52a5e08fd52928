import { Weekday } from '../links/model/plan.ts';
import { offsetAt, stretchAt, type Zones } from './zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** An open instant is looked for this far. Longer than any window is closed, a week and a day that a zone skips. */
const HORIZON_MS = 15 * DAY_MS;

/** Hours of a wall clock, `HH:MM`: `from` inclusive, `to` exclusive and later than `from`. */
export interface Window {
  days: readonly Weekday[];
  from: string;
  to: string;
}

/** The hours that nothing but an `override_reason` widens. */
export const DAYTIME: Window = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
  from: '08:00',
  to: '21:00',
};

/**
 * Whether an instant (epoch ms) is within a window in all of the zones. Where the window has no hour in common there, by
 * their clocks at that instant, the whole day counts on the window's days, since nobody is to be woken by a narrow
 * window; where they do not even have that in common, `zones.otherwise` counts alone. That is decided here, so that
 * nobody can forget it.
 */
export function isOpen(at: number, zones: Zones, window: Window): boolean {
  const { offsets, hours } = counting(at, zones, hoursOf(window));
  return offsets.every((offset) => openFrom(at, offset, hours) === at);
}

/** The first open instant from `at` on: `at` itself where that is one. Throws where there is none within 15 days. */
export function nextOpening(at: number, zones: Zones, window: Window): number {
  const hours = hoursOf(window);
  for (let from = at; from <= at + HORIZON_MS; ) {
    const { to } = commonStretch(from, zones);
    const counts = counting(from, zones, hours);
    const opening = firstWithin(from, to, counts.offsets, counts.hours);
    if (opening !== undefined) return opening;
    from = to;
  }
  throw new RangeError('The window has no opening');
}

/**
 * The last open instant up to `at`: `at` itself where that is one, else the last whole minute before. Throws where there
 * is none within 15 days.
 */
export function lastOpening(at: number, zones: Zones, window: Window): number {
  if (isOpen(at, zones, window)) return at;
  const hours = hoursOf(window);
  for (let until = at - modulo(at, MINUTE_MS); until >= at - HORIZON_MS; ) {
    const { from } = commonStretch(until, zones);
    const counts = counting(until, zones, hours);
    const opening = lastWithin(from, until, counts.offsets, counts.hours);
    if (opening !== undefined) return opening;
    until = from - MINUTE_MS;
  }
  throw new RangeError('The window has no opening');
}

/** A window in numbers: ms since midnight, weekdays from Monday, 0, on. */
interface Hours {
  days: ReadonlySet<number>;
  from: number;
  to: number;
}

function hoursOf({ days, from, to }: Window): Hours {
  return {
    days: new Set(days.map((day) => Weekday.options.indexOf(day))),
    from: timeOf(from),
    to: timeOf(to),
  };
}

/** Ms since midnight of a wall time `HH:MM`. */
export function timeOf(text: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined) throw new RangeError(`${text} is no wall time HH:MM`);
  return (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
}

/** The part of the instant's UTC day in which no clock of any zone changes. */
function commonStretch(at: number, zones: Zones): { from: number; to: number } {
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const zone of allOf(zones)) {
    const stretch = stretchAt(at, zone);
    from = Math.max(from, stretch.from);
    to = Math.min(to, stretch.to);
  }
  return { from, to };
}

function allOf(zones: Zones): readonly string[] {
  return zones.otherwise === undefined ? zones : [...zones, zones.otherwise];
}

/** What must be open at all of which offsets at an instant: of many zones, only few differ. */
function counting(at: number, zones: Zones, hours: Hours): { offsets: readonly number[]; hours: Hours } {
  const offsets = [...new Set(zones.map((zone) => offsetAt(at, zone)))];
  if (offsets.length === 1 || haveCommonHours(offsets, hours)) return { offsets, hours };
  const wide = { ...hours, from: timeOf(DAYTIME.from), to: timeOf(DAYTIME.to) };
  if (haveCommonHours(offsets, wide)) return { offsets, hours: wide };
  return { offsets: [offsetAt(at, zones.otherwise ?? zones[0])], hours };
}

/** On the same date of all of them, or, as far apart as Guam and Hawaii, on two. */
function haveCommonHours(offsets: readonly number[], hours: Hours): boolean {
  const apart = Math.max(...offsets) - Math.min(...offsets);
  return (
    (hours.days.size > 0 && apart < hours.to - hours.from) ||
    firstWithin(0, 8 * DAY_MS, offsets, hours) !== undefined
  );
}

/** The first instant in [from, to) that is open at all offsets: each moves it on until none has to. */
function firstWithin(from: number, to: number, offsets: readonly number[], hours: Hours): number | undefined {
  for (let at = from; at < to; ) {
    const later = offsets.reduce((latest, offset) => openFrom(latest, offset, hours), at);
    if (later === at) return at;
    at = later;
  }
  return undefined;
}

/** The last instant in [from, until] that is open at all offsets. */
function lastWithin(
  from: number,
  until: number,
  offsets: readonly number[],
  hours: Hours,
): number | undefined {
  for (let at = until; at >= from; ) {
    const earlier = offsets.reduce((earliest, offset) => openUntil(earliest, offset, hours), at);
    if (earlier === at) return at;
    at = earlier;
  }
  return undefined;
}

/** The first open instant from `at` on, where clocks never change. */
function openFrom(at: number, offset: number, { days, from, to }: Hours): number {
  const time = modulo(at + offset, DAY_MS);
  const midnight = at - time;
  for (let day = 0; day <= 7; day++) {
    if (!days.has(weekday(midnight + day * DAY_MS + offset))) continue;
    if (day > 0 || time < from) return midnight + day * DAY_MS + from;
    if (time < to) return at;
  }
  return Number.POSITIVE_INFINITY;
}

/** The last open instant up to `at`, a whole minute unless it is `at`, where clocks never change. */
function openUntil(at: number, offset: number, { days, from, to }: Hours): number {
  const time = modulo(at + offset, DAY_MS);
  const midnight = at - time;
  for (let day = 0; day <= 7; day++) {
    if (!days.has(weekday(midnight - day * DAY_MS + offset))) continue;
    if (day > 0 || time >= to) return midnight - day * DAY_MS + to - MINUTE_MS;
    if (time >= from) return at;
  }
  return Number.NEGATIVE_INFINITY;
}

/** From Monday, 0, on; 1970 began on a Thursday. */
function weekday(wall: number): number {
  return modulo(Math.floor(wall / DAY_MS) + 3, 7);
}

/** Never negative, before 1970 and west of Greenwich too. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
