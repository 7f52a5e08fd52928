import { expect, test } from 'vitest';
import { advance } from './advance.ts';
import { createClock, durationMs } from './clock.ts';

const HOUR_MS = 3_600_000;

test('time stops at every instant at which something is due, also at those that come up on the way', async () => {
  const clock = createClock();
  const start = clock.now();
  let waiting = [start + HOUR_MS, start + 5 * HOUR_MS, start + 48 * HOUR_MS];
  const hidden = start + 2 * HOUR_MS;
  const seen: number[] = [];
  const steps = await advance(
    {
      clock,
      due: async (now) => {
        const later = waiting.filter((instant) => instant > now);
        return later.length > 0 ? { next: Math.min(...later) } : {};
      },
      others: () => [clock.now() < hidden ? hidden : undefined, undefined],
      settle: async () => {
        const hours = Math.round((clock.now() - start) / HOUR_MS);
        seen.push(hours);
        if (hours === 5) waiting = [...waiting, start + 7 * HOUR_MS];
      },
    },
    start + 24 * HOUR_MS,
  );
  expect(seen).toEqual([1, 2, 5, 7, 24]);
  expect(steps).toBe(5);
});

test('what a tick left undone is tried again at the pace of ticks, and what none can move holds nothing up', async () => {
  const clock = createClock();
  const start = clock.now();
  let left = 3;
  const minutes: number[] = [];
  await advance(
    {
      clock,
      due: async () => (left > 0 ? { overdue: String(left) } : {}),
      others: () => [],
      settle: async () => {
        minutes.push(Math.round((clock.now() - start) / 60_000));
        left = Math.max(1, left - 1);
      },
    },
    start + HOUR_MS,
  );
  expect(minutes).toEqual([1, 2, 3, 60]);
});

test('durations of fixed length', () => {
  expect(durationMs('P3D')).toBe(3 * 24 * HOUR_MS);
  expect(durationMs('P1WT2H3M4.5S')).toBe(7 * 24 * HOUR_MS + 2 * HOUR_MS + 184_500);
  for (const text of ['P', 'PT', 'P1M', 'P1Y', '3D', 'P-1D', '', 'P1DT'])
    expect(durationMs(text), text).toBeUndefined();
});
