import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOpening, zoneOf } from './hours.ts';

const opening = (iso: string, zone: string) => new Date(nextOpening(Date.parse(iso), zone)).toISOString();

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
    ['New York, clocks forward', '2026-03-08T02:00:00.000Z', 'America/New_York', '2026-03-08T12:00:00.000Z'],
    [
      'Lord Howe, which shifts by half an hour',
      '2026-10-03T12:00:00.000Z',
      'Australia/Lord_Howe',
      '2026-10-03T21:00:00.000Z',
    ],
    ['Kathmandu, 5:45 ahead', '2026-12-01T16:00:00.000Z', 'Asia/Kathmandu', '2026-12-02T02:15:00.000Z'],
    [
      'Samoa, where 30 December 2011 never was',
      '2011-12-30T08:00:00.000Z',
      'Pacific/Apia',
      '2011-12-30T18:00:00.000Z',
    ],
  ])('%s', (_, now, zone, expected) => {
    expect(opening(now, zone)).toBe(expected);
  });

  it('is open at its answer, is never in the past, and answers itself', () => {
    const zone = fc.constantFrom(
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'UTC',
    );
    fc.assert(
      fc.property(fc.integer({ min: 1_750_000_000_000, max: 1_900_000_000_000 }), zone, (now, zone) => {
        const at = nextOpening(now, zone);
        expect(at).toBeGreaterThanOrEqual(now);
        expect(at - now).toBeLessThanOrEqual(13 * 3_600_000);
        expect(nextOpening(at, zone)).toBe(at);
      }),
      { numRuns: 200 },
    );
  });
});

it('takes the first zone that is one', () => {
  expect(zoneOf('Europe/Paris', 'Europe/London')).toBe('Europe/Paris');
  expect(zoneOf(undefined, 'Europe/London')).toBe('Europe/London');
  expect(zoneOf('Moon/Base', 'Europe/London')).toBe('Europe/London');
  expect(zoneOf(undefined, '')).toBe('UTC');
});
