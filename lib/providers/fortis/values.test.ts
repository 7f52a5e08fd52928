import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCents, toDollars } from './amounts.ts';
import { dateIn, endOf, isOver, toDay, toExpireDate } from './dates.ts';

describe('money', () => {
  it('goes out and comes back exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (cents) => {
        const sent: unknown = JSON.parse(JSON.stringify({ amount_due: toDollars(cents) }));
        expect(sent).toEqual({ amount_due: toDollars(cents) });
        expect(toCents(toDollars(cents))).toBe(cents);
        const text = String(cents).padStart(3, '0');
        expect(toCents(`${text.slice(0, -2)}.${text.slice(-2)}`)).toBe(cents);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['150.50', 15050],
    ['150.5', 15050],
    ['150', 15000],
    [150.5, 15050],
    [99999999.99, 9_999_999_999],
    ['0.07', 7],
    ['-1.00', undefined],
    ['1.005', undefined],
    ['1,50', undefined],
    ['', undefined],
    [null, undefined],
    [Number.NaN, undefined],
  ])('%j', (wire, cents) => {
    expect(toCents(wire)).toBe(cents);
  });
});

describe('days', () => {
  const zones = ['UTC', 'America/Chicago', 'America/Los_Angeles', 'Pacific/Guam', 'Pacific/Kiritimati'];

  it('the end at Fortis is never before ours, and its day is not over yet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') }),
        fc.constantFrom(...zones),
        fc.constantFrom('location_end_of_day', 'utc_end_of_day', 'location_start_of_day'),
        (at, zone, ends) => {
          const days = { zone, ends };
          const date = toExpireDate(at, days);
          expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
          expect(endOf(date, days) - at).toBeGreaterThanOrEqual(-1);
          expect(endOf(date, days) - at).toBeLessThan(49 * 3600 * 1000);
          expect(isOver(date, days, at - 1)).toBe(false);
          expect(isOver(date, days, endOf(date, days) + 1)).toBe(true);
          expect(isOver(date, days, endOf(date, days) - 1)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['2026-03-31T05:00:00.000Z', 'America/Chicago', '2026-03-30', '2026-03-31T04:59:59.999Z'],
    ['2026-03-31T05:00:00.001Z', 'America/Chicago', '2026-03-31', '2026-04-01T04:59:59.999Z'],
    // The clocks change on these days.
    ['2026-03-08T12:00:00.000Z', 'America/Chicago', '2026-03-08', '2026-03-09T04:59:59.999Z'],
    ['2026-11-01T12:00:00.000Z', 'America/Chicago', '2026-11-01', '2026-11-02T05:59:59.999Z'],
    ['2026-03-31T00:00:00.000Z', 'UTC', '2026-03-30', '2026-03-30T23:59:59.999Z'],
  ])('%s in %s is %s, and over after %s', (at, zone, date, end) => {
    const days = { zone, ends: 'location_end_of_day' } as const;
    expect(toExpireDate(Date.parse(at), days)).toBe(date);
    expect(new Date(endOf(date, days)).toISOString()).toBe(end);
  });

  it('reads what is a day, and nothing else', () => {
    expect(['2026-03-31', '2026-03-31 00:00:00', '2026-13-01', 'soon', '', null].map(toDay)).toEqual([
      '2026-03-31',
      '2026-03-31',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(dateIn('America/Chicago', Date.parse('2026-01-01T05:59:59Z'))).toBe('2025-12-31');
  });
});
