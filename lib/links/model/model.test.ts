import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flag, Observation, ObservedStatus } from '../../observation.ts';
import { exceptionsOf } from './exceptions.ts';
import type { Link } from './link.ts';
import { checkNeeds, isWatchOver, nextCheck } from './next-check.ts';
import { dueAfter, isEnding, nextDue } from './next-due.ts';
import { observe } from './observe.ts';
import { mayBecome, statusOf, TRANSITIONS } from './status.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 2, 2, 9);

const link: Link = {
  org: 'org',
  id: '01KJQ4T7B0Z3V5N8X2C6D9F1GH0',
  code: 'c',
  version: 3,
  writer: 'w',
  cause: { by: 'key:1', what: 'create' },
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
  providerUrl: 'https://pay.example.com/p1',
};

const statuses: ObservedStatus[] = ['active', 'processing', 'partially_paid', 'paid', 'expired', 'cancelled'];
const flags: Flag[] = ['amount_mismatch', 'provider_missing', 'overpaid'];
const instant = fc.integer({ min: T0, max: T0 + 20 });

const observation: fc.Arbitrary<Observation> = fc
  .record(
    {
      observedAt: instant,
      status: fc.constantFrom(...statuses),
      providerStatus: fc.constantFrom('A', 'B'),
      amountPaid: fc.integer({ min: 0, max: 20_000 }),
      paidAt: instant,
      firstOpenedAt: instant,
      firstSentAt: instant,
      downloadedAt: instant,
      flags: fc.subarray(flags),
    },
    { requiredKeys: ['observedAt'] },
  )
  // A provider that says paid also names the money, or flags that it does not; nothing is paid with less than asked.
  .map((seen) =>
    seen.status === 'paid' ? { ...seen, amountPaid: Math.max(12_500, seen.amountPaid ?? 0) } : seen,
  );

function seenAll(seen: readonly Observation[]): Link {
  return seen.reduce<Link>((known, one) => observe(known, one), link);
}

describe('observe', () => {
  it('ends in the same facts and status in any order, however often each comes', () => {
    fc.assert(
      fc.property(
        fc.array(observation, { maxLength: 6 }).chain((seen) =>
          fc.tuple(
            fc.constant(seen),
            fc.shuffledSubarray([...seen, ...seen], {
              minLength: seen.length * 2,
              maxLength: seen.length * 2,
            }),
          ),
        ),
        ([once, shuffled]) => {
          expect(seenAll(shuffled).facts).toEqual(seenAll(once).facts);
          expect(statusOf(seenAll(shuffled))).toBe(statusOf(seenAll(once)));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never leaves paid, and only makes transitions of the table', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 8 }), (seen) => {
        let known = link;
        for (const one of seen) {
          const next = observe(known, one);
          expect(mayBecome(statusOf(known), statusOf(next)), `${statusOf(known)} → ${statusOf(next)}`).toBe(
            true,
          );
          known = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('waits with what it is told until the creation is recorded, which is then as it would have been', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 6 }), (seen) => {
        const early = seen.reduce<Link>((known, one) => observe(known, one), {
          ...link,
          stage: 'creating',
          status: 'creating',
        });
        expect(statusOf(early)).toBe('creating');
        const recorded: Link = { ...early, stage: 'open' };
        expect(statusOf(recorded)).toBe(statusOf(seenAll(seen)));
        expect(mayBecome('creating', statusOf(recorded))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps our status when the provider says something unknown or nothing', () => {
    const processing = observe(link, { observedAt: T0, status: 'processing' });
    const later = observe(processing, {
      observedAt: T0 + 1,
      providerStatus: 'WHATEVER',
      flags: ['provider_status_unknown'],
    });
    expect(statusOf(later)).toBe('processing');
    expect(exceptionsOf(later)).toEqual([{ code: 'provider_status_unknown', at: T0 + 1 }]);
  });

  it('takes money that comes after the end, and flags it', () => {
    const expired: Link = { ...link, stage: 'expired', status: 'expired', expiredAt: T0 + 10 };
    const paid = observe(expired, {
      observedAt: T0 + 30,
      status: 'paid',
      amountPaid: 12_500,
      paidAt: T0 + 20,
    });
    expect(statusOf(paid)).toBe('paid');
    expect(exceptionsOf(paid)).toEqual([{ code: 'paid_late', at: T0 + 20 }]);
  });

  it('does not flag money that was paid before a cancel that came too late', () => {
    const cancelled: Link = { ...link, stage: 'cancelled', status: 'cancelled', cancelledAt: T0 + 10 };
    const paid = observe(cancelled, {
      observedAt: T0 + 30,
      status: 'paid',
      amountPaid: 12_500,
      paidAt: T0 + 5,
    });
    expect(statusOf(paid)).toBe('paid');
    expect(exceptionsOf(paid)).toEqual([]);
  });
});

describe('the transition table', () => {
  it('names every status, leads nowhere from paid, and lets money in from every end', () => {
    expect(TRANSITIONS.paid).toEqual([]);
    for (const from of ['active', 'processing', 'partially_paid', 'expired', 'cancelled'] as const) {
      expect(mayBecome(from, 'paid')).toBe(true);
    }
    expect(mayBecome('failed', 'paid')).toBe(false);
    expect(mayBecome('processing', 'active')).toBe(true);
  });
});

describe('nextDue', () => {
  it('is the end of an untouched link, and nothing for a paid one', () => {
    expect(nextDue(link)).toBe(link.expiresAt);
    expect(nextDue({ ...link, status: 'paid', facts: { paidAt: T0 } })).toBeUndefined();
  });

  it('polls after an opening: 2 min × 5, 10 min × 6, hourly for a day, then daily', () => {
    let opened: Link = { ...link, openedAt: T0, lastOpenedAt: T0 };
    const gaps: number[] = [];
    for (let i = 0; i < 40; i++) {
      const at = nextCheck(opened) ?? 0;
      gaps.push((at - (opened.checkedAt ?? T0)) / 60_000);
      opened = { ...opened, checkedAt: at };
    }
    expect(gaps.slice(0, 5)).toEqual([2, 2, 2, 2, 2]);
    expect(gaps.slice(5, 11)).toEqual([10, 10, 10, 10, 10, 10]);
    expect(gaps.slice(11, 35)).toEqual(Array(24).fill(60));
    expect(gaps.slice(35)).toEqual(Array(5).fill(24 * 60));
  });

  it('watches a page that stays open daily, and once after the provider’s own end', () => {
    const over: Link = {
      ...link,
      stage: 'cancelled',
      status: 'cancelled',
      cancelledAt: T0,
      providerUrlOpen: true,
      providerExpiresAt: T0 + 30 * HOUR,
    };
    expect(nextCheck(over)).toBe(T0 + 24 * HOUR);
    expect(nextCheck({ ...over, checkedAt: T0 + 24 * HOUR })).toBe(T0 + 31 * HOUR);
    const { providerUrlOpen, ...closed } = over;
    expect(providerUrlOpen).toBe(true);
    expect(nextCheck(closed)).toBeUndefined();
  });

  it('watches a page without an end of its own daily for 30 days, then weekly, for 366 days', () => {
    const DAY = 24 * HOUR;
    let over: Link = {
      ...link,
      stage: 'cancelled',
      status: 'cancelled',
      cancelledAt: T0,
      checkedAt: T0,
      providerUrlOpen: true,
    };
    const days: number[] = [];
    for (let at = nextCheck(over); at !== undefined; at = nextCheck(over)) {
      expect(isWatchOver(over)).toBe(false);
      days.push((at - T0) / DAY);
      over = { ...over, checkedAt: at };
    }
    const weeks = Array.from({ length: 48 }, (_, n) => 30 + 7 * (n + 1));
    expect(days).toEqual([...Array.from({ length: 30 }, (_, n) => n + 1), ...weeks]);
    expect(isWatchOver(over)).toBe(true);
    expect(nextDue(over)).toBeUndefined();
    expect(nextCheck({ ...over, nextCheckAt: T0 + 400 * DAY }), 'the last look got no answer').toBe(
      T0 + 400 * DAY,
    );
    expect(isWatchOver({ ...over, status: 'paid', facts: { paidAt: T0 + 5 } })).toBe(false);
  });

  it('keeps a stored due that is early enough, and never stores a later one', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: T0 - HOUR, max: T0 + 60 * 24 * HOUR }), { nil: undefined }),
        fc.option(fc.integer({ min: T0, max: T0 + HOUR }), { nil: undefined }),
        fc.integer({ min: T0, max: T0 + HOUR }),
        (stored, openedAt, now) => {
          const opened = openedAt === undefined ? link : { ...link, lastOpenedAt: openedAt };
          const due = dueAfter(opened, stored, now);
          expect(due).toBeLessThanOrEqual(nextDue(opened) ?? Number.POSITIVE_INFINITY);
          if (stored !== undefined && stored > now && stored <= (nextDue(opened) ?? 0))
            expect(due).toBe(stored);
        },
      ),
    );
  });
});

describe('a due instant that is reached while the page is closed at the end', () => {
  const op = { kind: 'expire', attempt: 1, startedAt: T0, until: T0 + 25_000 } as const;
  const reached = T0 - 1_000;

  it('stays until the caller has recorded what came of it, or counts as dead', () => {
    expect(isEnding({ ...link, op }, T0)).toBe(true);
    expect(dueAfter({ ...link, op }, reached, T0)).toBe(reached);
    expect(isEnding({ ...link, op }, op.until)).toBe(false);
    expect(dueAfter(link, reached, T0)).toBe(nextDue(link));
  });

  it.each<[string, Partial<Link>, number]>([
    ['the outcome is unknown and looked into', { op: { ...op, looks: 0 } }, op.until],
    ['the link is pushed back', { op, backoffUntil: T0 + 120_000 }, T0 + 120_000],
  ])('is moved when %s', (_, changes, due) => {
    expect(dueAfter({ ...link, ...changes }, reached, T0)).toBe(due);
  });

  it('is moved to what must be done earlier', () => {
    expect(dueAfter({ ...link, op }, op.until + 1, T0)).toBe(op.until);
  });
});

describe('a check answered with what was read before', () => {
  const opened: Link = { ...link, openedAt: T0 + 60_000, lastOpenedAt: T0 + 60_000 };
  const due = T0 + 180_000;

  it('lets the schedule go on, though it was read before the check was due', () => {
    expect(nextCheck(opened)).toBe(due);
    const answered: Link = { ...opened, checkedAt: due - 30_000, answeredAt: due + 1 };
    expect(nextCheck(answered)).toBe(due + 120_000);
  });

  it('needs what was read after the opening, the end and what was asked for', () => {
    expect(checkNeeds(link, due)).toBe(T0);
    expect(checkNeeds(opened, due)).toBe(T0 + 60_000);
    expect(checkNeeds({ ...opened, nextCheckAt: due }, due)).toBe(due);
    expect(checkNeeds({ ...opened, nextCheckAt: due + 1 }, due)).toBe(T0 + 60_000);
    expect(checkNeeds(opened, link.expiresAt)).toBe(link.expiresAt);
    const over: Link = { ...opened, stage: 'cancelled', status: 'cancelled', cancelledAt: T0 + 90_000 };
    expect(checkNeeds(over, due)).toBe(T0 + 90_000);
    const pageOver = T0 + 100_000 + HOUR;
    expect(checkNeeds({ ...over, providerExpiresAt: T0 + 100_000 }, pageOver)).toBe(pageOver);
  });
});
