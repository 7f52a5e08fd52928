import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PLAN } from '../links/model/plan.ts';
import { spread, spreadOpening } from './spread.ts';
import { isOpen, lastOpening, nextOpening, type Window } from './window.ts';
import type { Zones } from './zone.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-12-01T12:00:00Z');

it('spreads 100,000 ids that differ in few characters evenly over 20 minutes, always the same', () => {
  const perMinute = new Array<number>(20).fill(0);
  for (let n = 0; n < 100_000; n++) {
    const id = `01KCC000000000000000${String(n).padStart(6, '0')}0`;
    const ms = spread(id);
    if (n % 1000 === 0) expect(spread(id)).toBe(ms);
    const minute = Math.floor(ms / MINUTE);
    perMinute[minute] = (perMinute[minute] ?? Number.NaN) + 1;
  }
  expect(perMinute).toHaveLength(20);
  // Chi-squared with 19 degrees of freedom: once in ten million runs of an even spread.
  const chi = perMinute.reduce((sum, count) => sum + (count - 5_000) ** 2 / 5_000, 0);
  expect(chi).toBeLessThan(68);
});

describe('an opening', () => {
  const zones: Zones = ['Europe/London', 'Asia/Kathmandu'];
  const short: Window = { ...DEFAULT_PLAN.window, from: '13:00', to: '18:47' };
  const anyInstant = fc.integer({ min: NOON, max: NOON + 400 * 24 * 60 * MINUTE });
  const anyId = fc.integer().map((n) => `L${n}`);
  const windows = fc.constantFrom(DEFAULT_PLAN.window, short);

  it('is spread within its window, in the direction it was moved', () => {
    fc.assert(
      fc.property(anyInstant, anyId, windows, (at, id, window) => {
        for (const opening of [nextOpening(at, zones, window), lastOpening(at, zones, window)]) {
          const moved = spreadOpening(at, opening, id, zones, window);
          expect(isOpen(moved, zones, window)).toBe(true);
          expect(Math.abs(moved - opening)).toBeLessThan(20 * MINUTE);
          if (opening === at) expect(moved).toBe(at);
          else expect(Math.sign(moved - opening) * Math.sign(opening - at)).toBeGreaterThanOrEqual(0);
          // The same again from anywhere in between: who looks twice finds it where it was.
          if (opening > at) expect(spreadOpening(opening - 1, opening, id, zones, window)).toBe(moved);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is spread by the whole of the 20 minutes where there is room', () => {
    const at = Date.parse('2026-12-01T03:00:00Z');
    const opening = nextOpening(at, ['UTC'], DEFAULT_PLAN.window);
    expect(spreadOpening(at, opening, 'L1', ['UTC'], DEFAULT_PLAN.window)).toBe(opening + spread('L1'));
  });

  it('of two minutes is used in its two minutes only, evenly', () => {
    const two: Window = { ...DEFAULT_PLAN.window, from: '09:00', to: '09:02' };
    const opening = Date.parse('2026-12-01T09:00:00Z');
    const second = Array.from({ length: 1_000 }, (_, n) =>
      spreadOpening(opening - 1, opening, `L${n}`, ['UTC'], two),
    ).filter((at) => at >= opening + MINUTE);
    expect(second.length).toBeGreaterThan(420);
    expect(second.length).toBeLessThan(580);
    expect(second.every((at) => at < opening + 2 * MINUTE)).toBe(true);
  });
});
