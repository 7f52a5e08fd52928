import fc from 'fast-check';
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
import { DEFAULT_PLAN } from '../links/model/plan.ts';
import { recipientZones } from './recipient-zones.ts';
import { DAYTIME, isOpen, lastOpening, nextOpening, type Window } from './window.ts';
import type { Zones } from './zone.ts';

const FROM = Date.parse('2025-01-01T00:00:00Z');
const TO = Date.parse('2031-01-01T00:00:00Z');
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const changes = changingZones.flatMap((zone) => changesOf(zone, FROM, TO).map((at) => ({ zone, at })));
const countries = [
  '+12125550123',
  '+14165550123',
  '+5511987654321',
  '+61412345678',
  '+79161234567',
  '+6281234567890',
  '+525512345678',
];
const many = countries.map((phone) => recipientZones({ phone }, 'Europe/London'));

/** An independent reading of the rules, by the clock of each zone, one minute after the other. */
const oracle = {
  isOpen: (at: number, zones: Zones, window: Window) => reader(zones, window)(at),
  nextOpening(at: number, zones: Zones, window: Window): number {
    const isOpen = reader(zones, window);
    if (isOpen(at)) return at;
    let minute = Math.ceil(at / MINUTE) * MINUTE;
    while (!isOpen(minute)) minute += MINUTE;
    return minute;
  },
  lastOpening(at: number, zones: Zones, window: Window): number {
    const isOpen = reader(zones, window);
    if (isOpen(at)) return at;
    let minute = Math.floor(at / MINUTE) * MINUTE;
    while (!isOpen(minute)) minute -= MINUTE;
    return minute;
  },
};

/** Clocks change at full quarters only, so that is how often they are looked at. */
function reader(zones: Zones, window: Window): (at: number) => boolean {
  const wide = { ...window, from: DAYTIME.from, to: DAYTIME.to };
  let quarter = Number.NaN;
  let counting: readonly number[] = [];
  let within = withinOf(window);
  return (at) => {
    if (Math.floor(at / (15 * MINUTE)) !== quarter) {
      quarter = Math.floor(at / (15 * MINUTE));
      const ahead = [...new Set(zones.map((zone) => wallAt(at, zone) - at))];
      const alone = zones.otherwise ?? zones[0];
      const isNarrow = !haveCommonHours(ahead, window);
      const isWide = isNarrow && haveCommonHours(ahead, wide);
      counting = isNarrow && !isWide ? [wallAt(at, alone) - at] : ahead;
      within = withinOf(isWide ? wide : window);
    }
    return counting.every((by) => within(at + by));
  };
}

function withinOf({ days, from, to }: Window): (wall: number) => boolean {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const [first, end] = [minutes(from), minutes(to)];
  return (wall) => {
    const date = new Date(wall);
    const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
    const day = WEEKDAYS[date.getUTCDay()];
    return minute >= first && minute < end && day !== undefined && days.includes(day);
  };
}

const common = new Map<string, boolean>();

/** Whether some minute of a week is open everywhere, were the clocks to stay so far apart. */
function haveCommonHours(ahead: readonly number[], window: Window): boolean {
  if (ahead.length === 1) return true;
  const key = [...ahead, window.days, window.from, window.to].join();
  let found = common.get(key);
  if (found === undefined) {
    const within = withinOf(window);
    found = false;
    for (let at = FROM; at < FROM + 8 * DAY && !found; at += MINUTE)
      found = ahead.every((by) => within(at + by));
    common.set(key, found);
  }
  return found;
}

const clock = (minutes: number) => new Date(minutes * MINUTE).toISOString().slice(11, 16);
const anyWindow = fc
  .record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: fc.integer({ min: 480, max: 1259 }),
    length: fc.integer({ min: 1, max: 780 }),
  })
  .map(({ days, from, length }) => ({ days, from: clock(from), to: clock(Math.min(from + length, 1260)) }));
const window = fc.oneof(fc.constantFrom(DAYTIME, DEFAULT_PLAN.window), anyWindow);
const zone = fc.constantFrom(...changingZones, ...steadyZones);
const zones: fc.Arbitrary<Zones> = fc.oneof(
  zone.map((only): Zones => [only]),
  fc.tuple(zone, zone, zone).map(([a, b, otherwise]): Zones => Object.assign([a, b] as const, { otherwise })),
  fc.constantFrom(...many),
);
/** Whose edges fall into gaps and overlaps. */
const aroundTheClock: readonly Window[] = [
  DAYTIME,
  { days: WEEKDAYS, from: '00:00', to: '02:30' },
  { days: ['sun', 'tue', 'wed', 'fri', 'sat'], from: '01:15', to: '23:59' },
];
/** Near a change of clocks, or anywhere; seldom at a whole minute. */
const at = fc.oneof(
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * DAY, max: 3 * DAY }))
    .map(([change, by]) => change.at + by),
  fc.integer({ min: FROM, max: TO }),
  fc.integer({ min: FROM / MINUTE, max: TO / MINUTE }).map((minute) => minute * MINUTE),
);

const iso = (instant: number) => new Date(instant).toISOString();

describe('openings', () => {
  it('are the ones that a walk by the minute finds', () => {
    fc.assert(
      fc.property(at, zones, window, (at, zones, window) => {
        expect(isOpen(at, zones, window)).toBe(oracle.isOpen(at, zones, window));
        expect(iso(nextOpening(at, zones, window))).toBe(iso(oracle.nextOpening(at, zones, window)));
        expect(iso(lastOpening(at, zones, window))).toBe(iso(oracle.lastOpening(at, zones, window)));
      }),
      { numRuns: 150 },
    );
  });

  it('are open, on the right side, answer themselves, and come in the order of what was asked', () => {
    fc.assert(
      fc.property(at, at, zones, window, (a, b, zones, window) => {
        const [one, two] = a < b ? [a, b] : [b, a];
        const [next, after] = [nextOpening(one, zones, window), nextOpening(two, zones, window)];
        const [last, before] = [lastOpening(two, zones, window), lastOpening(one, zones, window)];
        expect([next, after, last, before].every((at) => isOpen(at, zones, window))).toBe(true);
        expect(next).toBeGreaterThanOrEqual(one);
        expect(last).toBeLessThanOrEqual(two);
        expect(nextOpening(next, zones, window)).toBe(next);
        expect(lastOpening(last, zones, window)).toBe(last);
        expect(next).toBeLessThanOrEqual(after);
        expect(Math.floor(before / MINUTE)).toBeLessThanOrEqual(Math.floor(last / MINUTE));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are within 08:00 to 21:00 of every zone, whichever it is', () => {
    const outside: string[] = [];
    fc.assert(
      fc.property(at, fc.constantFrom(...many), (at, zones) => {
        for (const opening of [nextOpening(at, zones, DAYTIME), lastOpening(at, zones, DAYTIME)])
          for (const zone of zones) {
            const hour = new Date(wallAt(opening, zone)).getUTCHours();
            if (hour < 8 || hour >= 21) outside.push(`${zone} ${iso(opening)}`);
          }
      }),
      { numRuns: 1_000 },
    );
    expect(outside).toEqual([]);
  });

  it.each(changingZones)('of %s, about every change of its clocks', (zone) => {
    const wrong: string[] = [];
    for (const { at: change } of changes.filter((one) => one.zone === zone))
      for (const window of aroundTheClock) {
        const isOpen = reader([zone], window);
        const [first, end] = [change - 36 * HOUR, change + 36 * HOUR];
        let last = Number.NaN;
        for (let at = first; at < end; at += MINUTE) {
          if (isOpen(at)) last = at;
          if (Math.abs(at - change) < 5 * HOUR && at % (11 * MINUTE) === 0)
            if (lastOpening(at, [zone], window) !== last) wrong.push(`last of ${iso(at)} is ${iso(last)}`);
        }
        let next = Number.NaN;
        for (let at = end; at > first; at -= MINUTE) {
          if (isOpen(at)) next = at;
          if (Math.abs(at - change) < 5 * HOUR && at % (11 * MINUTE) === 0)
            if (nextOpening(at, [zone], window) !== next) wrong.push(`next of ${iso(at)} is ${iso(next)}`);
        }
      }
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

describe('nextOpening', () => {
  it.each([
    ['within the hours', '2026-12-01T12:34:56.789Z', 'Europe/London', '2026-12-01T12:34:56.789Z'],
    ['at 08:00 sharp', '2026-12-01T08:00:00.000Z', 'Europe/London', '2026-12-01T08:00:00.000Z'],
    ['a moment before 21:00', '2026-12-01T20:59:59.999Z', 'Europe/London', '2026-12-01T20:59:59.999Z'],
    ['at 21:00 sharp', '2026-12-01T21:00:00.000Z', 'Europe/London', '2026-12-02T08:00:00.000Z'],
    ['before 08:00', '2026-12-01T03:00:00.001Z', 'Europe/London', '2026-12-01T08:00:00.000Z'],
    [
      'the night the clocks go forward',
      '2026-03-28T22:00:00.000Z',
      'Europe/London',
      '2026-03-29T07:00:00.000Z',
    ],
    ['the night the clocks go back', '2026-10-24T21:30:00.000Z', 'Europe/London', '2026-10-25T08:00:00.000Z'],
    ['half an hour forward', '2026-10-03T12:00:00.000Z', 'Australia/Lord_Howe', '2026-10-03T21:00:00.000Z'],
    ['5:45 ahead', '2026-12-01T16:00:00.000Z', 'Asia/Kathmandu', '2026-12-02T02:15:00.000Z'],
    ['a day that never was', '2011-12-30T08:00:00.000Z', 'Pacific/Apia', '2011-12-30T18:00:00.000Z'],
  ])('%s', (_, now, zone, expected) => {
    expect(iso(nextOpening(Date.parse(now), [zone], DAYTIME))).toBe(expected);
  });

  it('waits for Monday from Saturday evening on, and for the Friday after the one that is skipped', () => {
    const monday = nextOpening(Date.parse('2026-12-05T19:00:00Z'), ['Europe/London'], DEFAULT_PLAN.window);
    expect(iso(monday)).toBe('2026-12-07T09:00:00.000Z');
    const fridays: Window = { days: ['fri'], from: '08:00', to: '08:01' };
    const friday = nextOpening(Date.parse('2011-12-23T18:01:00Z'), ['Pacific/Apia'], fridays);
    expect(iso(friday)).toBe('2012-01-05T18:00:00.000Z');
    expect(iso(lastOpening(friday - 1, ['Pacific/Apia'], fridays))).toBe('2011-12-23T18:00:00.000Z');
  });
});

describe('several zones', () => {
  const russian: Zones = recipientZones({ phone: '+79161234567' }, 'Europe/London');
  const american: Zones = recipientZones({ phone: '+12125550123' }, 'Europe/London');

  it('of a country are open from its west’s morning to its east’s evening', () => {
    const midnight = Date.parse('2026-12-02T05:00:00Z');
    expect(iso(nextOpening(midnight, american, DEFAULT_PLAN.window))).toBe('2026-12-02T19:00:00.000Z');
    expect(iso(lastOpening(midnight, american, DEFAULT_PLAN.window))).toBe('2026-12-01T23:59:00.000Z');
  });

  it('that a window has no hour in common for are open by day, on its days: nobody is woken by a narrow window', () => {
    const night = Date.parse('2026-12-02T00:00:00Z');
    expect(iso(nextOpening(night, russian, DEFAULT_PLAN.window))).toBe('2026-12-02T06:00:00.000Z');
    expect(iso(nextOpening(night, russian, DAYTIME))).toBe('2026-12-02T06:00:00.000Z');
    const narrow: Window = { days: ['thu'], from: '15:00', to: '16:00' };
    // By the organisation's clock it would be five in the morning in Honolulu.
    expect(iso(nextOpening(night, american, narrow))).toBe('2026-12-03T18:00:00.000Z');
    expect(isOpen(Date.parse('2026-12-03T15:30:00Z'), american, narrow)).toBe(false);
  });

  it('without even a day in common leave it to the organisation', () => {
    const mondays: Window = { ...DAYTIME, days: ['mon'] };
    const ends: Zones = Object.assign(['Pacific/Kiritimati', 'Pacific/Honolulu'] as const, {
      otherwise: 'Europe/London',
    });
    expect(iso(nextOpening(Date.parse('2026-12-04T22:00:00Z'), ends, mondays))).toBe(
      '2026-12-07T08:00:00.000Z',
    );
  });

  it('may have their hours in common on two dates', () => {
    const ends: Zones = ['Pacific/Kiritimati', 'Pacific/Honolulu'];
    expect(isOpen(Date.parse('2026-12-02T22:00:00Z'), ends, DAYTIME)).toBe(true);
    const mondays: Window = { ...DAYTIME, days: ['mon'] };
    // No Monday is one in both, so the first counts.
    expect(iso(nextOpening(Date.parse('2026-12-04T22:00:00Z'), ends, mondays))).toBe(
      '2026-12-06T18:00:00.000Z',
    );
  });
});

it('says so where a window never opens', () => {
  const never: Window = { ...DAYTIME, days: [] };
  expect(isOpen(FROM, ['UTC'], never)).toBe(false);
  expect(() => nextOpening(FROM, ['UTC'], never)).toThrow('no opening');
  expect(() => lastOpening(FROM, ['UTC', 'Asia/Tokyo'], never)).toThrow('no opening');
  expect(() => isOpen(FROM, ['UTC'], { ...DAYTIME, from: '8:00' })).toThrow(RangeError);
});
