import { describe, expect, it } from 'vitest';
import {
  changesOf,
  changingZones,
  DAY,
  HOUR,
  MINUTE,
  steadyZones,
  wallAt,
} from '../../test/support/wall-clock.ts';
import { atWall, daysOf, localDate, shift } from './offset.ts';

const FROM = Date.parse('2025-01-01T00:00:00Z');
const TO = Date.parse('2031-01-01T00:00:00Z');

const changes = [
  ...changingZones.flatMap((zone) => changesOf(zone, FROM, TO).map((at) => ({ zone, at }))),
  // A day that never was, on either side of the date line, and one that came twice.
  { zone: 'Pacific/Apia', at: Date.parse('2011-12-30T10:00:00Z') },
  { zone: 'Pacific/Kwajalein', at: Date.parse('1993-08-21T12:00:00Z') },
];

const iso = (at: number) => new Date(at).toISOString();
const dateOf = (wall: number) => iso(wall).slice(0, 10);
const timeOf = (wall: number) => iso(wall).slice(11, 16);

/** The first minute at which a clock shows each wall time around a change; where it shows none, the first after the gap. */
function walk(zone: string, around: number) {
  const first = new Map<number, number>();
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = around - 2 * DAY - 2 * HOUR; at <= around + 2 * DAY + 2 * HOUR; at += MINUTE) {
    const wall = wallAt(at, zone);
    if (latest > 0) for (let gap = latest + MINUTE; gap < wall; gap += MINUTE) first.set(gap, at);
    if (!first.has(wall)) first.set(wall, at);
    latest = Math.max(latest, wall);
  }
  return first;
}

/** By the minute within two hours of a change, else by 17. */
function step(at: number, change: number): number {
  return Math.abs(at - change) <= 2.5 * HOUR ? MINUTE : 17 * MINUTE;
}

describe(`around each of ${changes.length} changes in ${changingZones.length + 2} zones`, () => {
  let walls = 0;
  let shifts = 0;

  it.each([...changingZones, 'Pacific/Apia', 'Pacific/Kwajalein'])('%s', (zone) => {
    const own = changes.filter((change) => change.zone === zone);
    expect(own.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const { at: change } of own) {
      const first = walk(zone, change);
      const middle = wallAt(change, zone);
      for (let wall = middle - 26 * HOUR; wall <= middle + 26 * HOUR; wall += step(wall, middle)) {
        const found = atWall(dateOf(wall), timeOf(wall), zone);
        walls++;
        if (found !== first.get(wall)) wrong.push(`${zone} ${iso(wall)} is not ${iso(found)}`);
      }
      for (let at = change - 4 * HOUR; at < change + 4 * HOUR; at += step(at, change)) {
        const wall = wallAt(at, zone);
        for (const [anchor, offset, days] of [
          [atWall(dateOf(wall - DAY), timeOf(wall), zone), 'P1D', 1],
          [atWall(dateOf(wall + DAY), timeOf(wall), zone), '-P1D', -1],
          [at, 'P1D', 1],
          [at, '-P1D', -1],
        ] as const) {
          shifts++;
          const wanted = wallAt(anchor, zone) + days * DAY;
          const found = shift(anchor, offset, zone);
          if (found !== first.get(wanted))
            wrong.push(`${zone} ${iso(anchor)} ${offset} is not ${iso(found)}`);
        }
        if (localDate(at, zone) !== dateOf(wall)) wrong.push(`${zone} ${iso(at)} is ${dateOf(wall)}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  it('has been looked at by the minute', () => {
    process.stdout.write(`${changes.length} changes, ${walls} wall times, ${shifts} offsets\n`);
    expect(changes.length).toBeGreaterThan(300);
    expect(walls).toBeGreaterThan(changes.length * 400);
    expect(shifts).toBeGreaterThan(changes.length * 1000);
  });
});

describe('shift', () => {
  it.each([
    ['the clocks go forward', '2026-03-28T01:30:00Z', 'P1D', 'Europe/London', '2026-03-29T01:00:00Z'],
    ['the first of two', '2026-10-24T00:30:00Z', 'P1D', 'Europe/London', '2026-10-25T00:30:00Z'],
    ['back over a change', '2026-04-01T09:00:00Z', '-P1W', 'Europe/London', '2026-03-25T10:00:00Z'],
    ['half an hour less', '2026-10-02T15:45:00Z', 'P1D', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['a day that is skipped', '2011-12-29T22:00:00Z', 'P1D', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['over a day that is skipped', '2011-12-29T22:00:00Z', 'P2D', 'Pacific/Apia', '2011-12-30T22:00:00Z'],
    ['to the millisecond', '2026-12-20T23:59:59.999Z', '-P1D', 'UTC', '2026-12-19T23:59:59.999Z'],
    ['a year', '2027-02-28T12:00:00Z', 'P366D', 'Asia/Kathmandu', '2028-02-29T12:00:00Z'],
  ])('%s', (_, anchor, offset, zone, expected) => {
    expect(iso(shift(Date.parse(anchor), offset, zone))).toBe(iso(Date.parse(expected)));
  });

  it('by no days is the anchor itself, the second of two equal wall times too', () => {
    const second = Date.parse('2026-10-25T01:30:00Z');
    expect(shift(second, 'P0D', 'Europe/London')).toBe(second);
    expect(shift(second, '-P0W', 'Europe/London')).toBe(second);
  });

  it('is so many times 24 hours where no clock changes', () => {
    const anchor = Date.parse('2028-01-01T12:34:56Z');
    for (const zone of steadyZones)
      for (let days = -366; days <= 366; days += 61) {
        const offset = days < 0 ? `-P${-days}D` : `P${days}D`;
        expect(shift(anchor, offset, zone)).toBe(anchor + days * DAY);
      }
  });
});

it('reads offsets in days and weeks of up to 366 days, and no others', () => {
  expect(['P3D', '-P1D', 'P0D', '-P0D', 'P2W', '-P52W', 'P366D'].map(daysOf)).toEqual([
    3, -1, 0, 0, 14, -364, 366,
  ]);
  for (const bad of [
    '',
    'P',
    'PD',
    'P1',
    '3D',
    'P367D',
    'P53W',
    'P1M',
    'PT1H',
    'P1DT1H',
    'P1W1D',
    '+P1D',
    'p1d',
    'P1.5D',
    ' P1D',
    'P1D\n',
  ])
    expect(daysOf(bad)).toBeUndefined();
  expect(() => shift(FROM, 'P1M', 'UTC')).toThrow(RangeError);
});

it('refuses what is no date, no time and no zone', () => {
  for (const [date, time, zone] of [
    ['2026-13-01', '09:00', 'UTC'],
    ['2026-02-30', '09:00', 'UTC'],
    ['26-01-01', '09:00', 'UTC'],
    ['2026-01-01', '24:00', 'UTC'],
    ['2026-01-01', '9:00', 'UTC'],
    ['2026-01-01', '09:00', 'Mars/Olympus'],
  ] as const)
    expect(() => atWall(date, time, zone)).toThrow(RangeError);
});
