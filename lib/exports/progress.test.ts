import { expect, it } from 'vitest';
import { newLinkId } from '../ids.ts';
import { type Export, NOTHING_READ } from './model/export.ts';
import { progressOf, shownStatus } from './progress.ts';

const DAY = 24 * 3_600_000;
const CREATED = Date.UTC(2026, 10, 21);
const one: Export = {
  org: 'O1',
  id: '01KCC00000000000000000000B',
  version: 1,
  writer: 'w',
  by: 'timer',
  createdBy: 'key:K1',
  status: 'queued',
  createdAt: CREATED,
  updatedAt: CREATED,
  from: CREATED - 10 * DAY,
  to: CREATED,
  filter: {},
  delimiter: ',',
  fileName: 'paid.csv',
  reading: NOTHING_READ,
};
const read = (daysBefore: number, more: Partial<Export> = {}): Export => ({
  ...one,
  status: 'running',
  startedAt: CREATED,
  reading: {
    ...NOTHING_READ,
    lookedAt: 10,
    rows: 3,
    first: newLinkId(CREATED - 10 * DAY),
    last: newLinkId(CREATED - daysBefore * DAY),
  },
  ...more,
});

it('goes by when the links were made, and is never through before the file is there', () => {
  const now = CREATED + 10_000;
  expect(progressOf(one, now)).toEqual({ lookedAt: 0, rows: 0, fraction: 0 });
  expect(progressOf(read(8), now)).toEqual({ lookedAt: 10, rows: 3, fraction: 0.2, secondsLeft: 40 });
  expect(progressOf(read(0), now).fraction).toBe(0.99);
  expect(progressOf(read(5, { readAt: now }), now).fraction).toBe(0.99);
  const done = read(5, { status: 'completed', endedAt: now });
  expect(progressOf(done, now)).toEqual({ lookedAt: 10, rows: 3, fraction: 1 });
  // One link alone, and one whose id is older than the first: rows of batches are of the time of their batch.
  expect(progressOf(read(10), now).fraction).toBe(0);
  expect(progressOf(read(11), now).fraction).toBe(0);
});

it('is expired when its file has been kept for 90 days, and not before', () => {
  const done: Export = { ...one, status: 'completed', endedAt: CREATED };
  expect(shownStatus(done, CREATED + 90 * DAY - 1)).toBe('completed');
  expect(shownStatus(done, CREATED + 90 * DAY)).toBe('expired');
  expect(shownStatus({ ...done, status: 'failed' }, CREATED + 91 * DAY)).toBe('failed');
});
