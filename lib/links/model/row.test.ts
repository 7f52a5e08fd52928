import { describe, expect, it } from 'vitest';
import { ProviderError, type ProviderErrorKind } from '../../providers/errors.ts';
import { operation } from '../operation.ts';
import { waitingCreate } from '../row-waits.ts';
import type { Link } from './link.ts';
import { nextDue } from './next-due.ts';
import { type Meeting, meet, rowStateOf } from './row.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 2, 2, 9);
const [EARLIER, FIRST, LATER] = ['01A', '01B', '01C'];

function aLink(changes: Partial<Link> = {}): Link {
  return {
    org: 'org',
    id: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0',
    code: 'c',
    version: 3,
    writer: 'w',
    cause: { by: 'batch:B', what: 'intent' },
    connection: 'felloh-main',
    provider: 'felloh',
    amount: 12_500,
    currency: 'GBP',
    expiresAt: T0 + 30 * 24 * HOUR,
    stage: 'open',
    status: 'active',
    createdAt: T0,
    updatedAt: T0,
    providerLinkId: 'p1',
    batch: { id: FIRST, row: 1, hash: 'h' },
    ...changes,
  };
}

function aFailed(changes: Partial<Link> = {}): Link {
  const { providerLinkId: _none, ...link } = aLink();
  return {
    ...link,
    stage: 'failed',
    status: 'failed',
    failure: { category: 'unavailable', at: T0 },
    ...changes,
  };
}

describe('a row that meets a link at its place', () => {
  const failed = aFailed();
  it.each<[string, Link, string, string, number | undefined, Meeting]>([
    ['its own', aLink(), FIRST, 'h', undefined, 'goes on'],
    ['the same, uploaded again', aLink(), LATER, 'h', undefined, 'goes on'],
    ['of another content', aLink(), LATER, 'other', undefined, 'key reused'],
    ['its own that had failed', failed, FIRST, 'h', undefined, 'stands'],
    ['retried after it had failed', failed, FIRST, 'h', T0 + 1, 'made anew'],
    ['retried before it failed', failed, FIRST, 'h', T0, 'stands'],
    [
      'retried, though it is to blame',
      aFailed({ failure: { category: 'rejected', at: T0 } }),
      FIRST,
      'h',
      T0 + 1,
      'stands',
    ],
    ['corrected', failed, LATER, 'other', undefined, 'made anew'],
    ['failed and uploaded again as it was', failed, LATER, 'h', undefined, 'made anew'],
    ['corrected by a later one before it came', failed, EARLIER, 'other', undefined, 'key reused'],
    ['uploaded again before it came', failed, EARLIER, 'h', undefined, 'stands'],
    ['in its own file', failed, FIRST, 'other', undefined, 'key reused'],
    ['hidden', aFailed({ deletedAt: T0 }), LATER, 'other', undefined, 'stands'],
    [
      'paid all the same',
      aFailed({ facts: { amountPaid: 1, partlyPaidAt: T0 } }),
      LATER,
      'other',
      undefined,
      'stands',
    ],
    ['of no batch', aFailed({ batch: undefined as never }), LATER, 'other', undefined, 'key reused'],
  ])('%s', (_, link, id, hash, retryAt, meeting) => {
    const row = { batch: { id, row: 1, hash }, ...(retryAt === undefined ? {} : { retryAt }) };
    expect(meet(link, row)).toBe(meeting);
  });
});

it('has its state from its link', () => {
  const { providerLinkId: _none, ...bare } = aLink();
  expect(rowStateOf(aLink())).toBe('link_created');
  expect(rowStateOf(aFailed())).toBe('failed');
  expect(rowStateOf({ ...bare, stage: 'creating', status: 'creating' })).toBe('creating');
  const cancelled: Link = { ...bare, stage: 'cancelled', status: 'cancelled' };
  expect(rowStateOf({ ...cancelled, providerLinkId: 'p1' })).toBe('link_created');
  expect(rowStateOf({ ...cancelled, op: operation('create', T0) })).toBe('creating');
  expect(rowStateOf(cancelled)).toBe('failed');
});

describe('a create that fails', () => {
  const creating = { ...aFailed({ stage: 'creating', status: 'creating' }), op: operation('create', T0) };
  const waitOf = (kind: ProviderErrorKind, now: number, link = creating, retryAfterMs?: number) => {
    const facts = { kind, provider: 'felloh', operation: 'create' };
    const error = new ProviderError(retryAfterMs === undefined ? facts : { ...facts, retryAfterMs });
    return waitingCreate(link, error, now);
  };

  it('waits where it passes by itself, twice as long each time, and as long as it is asked to', () => {
    const first = waitOf('unavailable', T0 + 1000);
    expect(first?.op).toMatchObject({ waits: 'unavailable', until: T0 + 21_000, giveUpAt: T0 + 24 * HOUR });
    expect(first && nextDue({ ...creating, ...first })).toBe(T0 + 21_000);
    expect(waitOf('rate-limited', T0, creating, 90_000)?.op).toMatchObject({
      waits: 'rate-limited',
      until: T0 + 90_000,
    });
    const again = { ...creating, op: { ...operation('create', T0 + 60_000), giveUpAt: T0 + 24 * HOUR } };
    expect(waitOf('unavailable', T0 + 60_000, again)?.op?.until).toBe(T0 + 120_000);
    expect(waitOf('unavailable', T0 + HOUR, again)?.op?.until).toBe(T0 + HOUR + 300_000);
  });

  it('fails where it does not, after a day, at its end, and where it is of no batch', () => {
    for (const kind of ['rejected', 'credentials', 'not-found'] as const)
      expect(waitOf(kind, T0)).toBeUndefined();
    expect(waitOf('unavailable', T0 + 24 * HOUR)).toBeUndefined();
    expect(waitOf('unavailable', T0 + 5, { ...creating, expiresAt: T0 + 5 })).toBeUndefined();
    const { batch: _batch, ...ordinary } = creating;
    expect(waitOf('unavailable', T0, ordinary)).toBeUndefined();
    expect(waitOf('unavailable', T0, { ...creating, stage: 'cancelled' })).toBeUndefined();
  });

  it('never waits beyond the day', () => {
    expect(waitOf('rate-limited', T0 + 23 * HOUR, creating, 3 * HOUR)?.op?.until).toBe(T0 + 24 * HOUR);
  });
});
