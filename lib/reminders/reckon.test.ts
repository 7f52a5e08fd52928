import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../links/model/link.ts';
import { DEFAULT_PLAN, type Plan } from '../links/model/plan.ts';
import { basisOf, nextReminder } from '../links/model/reminders.ts';
import { aLink } from '../messages/link-fixture.ts';
import { localDate } from '../time/offset.ts';
import { isOpen } from '../time/window.ts';
import type { Zones } from '../time/zone.ts';
import { mayRemind } from './caps.ts';
import { LATEST_MS, reckon } from './reckon.ts';
import { viewSteps } from './view.ts';

const LONDON: Zones = ['Europe/London'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(`${text}Z`);

/** Created and sent on Tuesday 1 December 2026 at noon, over on the 20th. */
function link(changes: Partial<Link> = {}): Link {
  const sentAt = at('2026-12-01T12:00:00');
  return aLink({ plan: 'default', createdAt: sentAt - 1000, sentAt, ...changes });
}

const own = (...steps: Plan['steps']): Plan => ({ ...DEFAULT_PLAN, steps });

describe('the next step', () => {
  it('is the earliest by the recipient’s calendar', () => {
    const { next, missed } = reckon(link(), LONDON, at('2026-12-01T12:01:00'));
    expect(next).toEqual({ step: 0, at: at('2026-12-04T12:00:00'), plannedAt: at('2026-12-04T12:00:00') });
    expect(missed).toEqual([]);
  });

  it('slides forward from a Sunday to Monday’s opening, by at most 20 minutes more', () => {
    const sentAt = at('2026-12-03T12:00:00');
    const { next } = reckon(link({ sentAt }), LONDON, sentAt);
    expect(next?.at).toBeGreaterThanOrEqual(at('2026-12-07T09:00:00'));
    expect(next?.at).toBeLessThan(at('2026-12-07T09:20:00'));
  });

  it('slides back before an end', () => {
    const ends = link({ expiresAt: at('2026-12-20T22:00:00'), sentAt: at('2026-12-02T12:00:00') });
    const done = [0, 1].map((step) => ({ step, state: 'sent' as const, at: 1 }));
    const { next } = reckon({ ...ends, reminders: { done } }, LONDON, at('2026-12-10T12:00:00'));
    expect(next?.at).toBeLessThanOrEqual(at('2026-12-19T18:59:00'));
    expect(next?.at).toBeGreaterThan(at('2026-12-19T18:39:00'));
  });

  it('waits for an anchor that has not happened', () => {
    const { sentAt, ...unsent } = link({
      plan: own({ anchor: 'sent_at', offset: 'P1D', channels: ['sms'] }),
    });
    expect(sentAt).toBeDefined();
    expect(reckon(unsent, LONDON, unsent.createdAt)).toEqual({ missed: [] });
  });

  it('is missed where its moment lies before the plan’s own beginning', () => {
    const replaced = link({ reminders: { since: at('2026-12-05T09:00:00') } });
    expect(reckon(replaced, LONDON, at('2026-12-05T09:00:00')).missed).toMatchObject([
      { step: 0, state: 'skipped', reason: 'window_missed' },
    ]);
  });

  it('late goes at once while the window is open, else at the next opening, and is missed after two days', () => {
    const planned = at('2026-12-04T12:00:00');
    expect(reckon(link(), LONDON, planned + 3 * HOUR).next).toMatchObject({ step: 0, at: planned });
    const evening = reckon(link(), LONDON, planned + 8 * HOUR).next;
    expect(evening?.at).toBeGreaterThanOrEqual(at('2026-12-05T09:00:00'));
    const { missed } = reckon(link(), LONDON, planned + LATEST_MS + 1);
    expect(missed.map(({ step }) => step)).toEqual([0]);
  });

  it('put off stays put off, until what it was reckoned from changes', () => {
    const planned = at('2026-12-04T12:00:00');
    const waiting = link();
    waiting.reminders = {
      basis: basisOf(waiting),
      next: { step: 0, at: planned + 30 * 60_000, tries: 1 },
    };
    expect(reckon(waiting, LONDON, planned).next).toMatchObject({ at: planned + 30 * 60_000, tries: 1 });
    const moved = { ...waiting, sentAt: planned - 2 * DAY };
    expect(reckon(moved, LONDON, planned).next).toMatchObject({ at: planned + DAY });
    expect(reckon(moved, LONDON, planned).next?.tries).toBeUndefined();
  });

  it('before a due date goes until that day is over, and not beyond', () => {
    const plan = own({ anchor: 'due_on', offset: '-P1D', channels: ['sms'] });
    const due = link({ plan, dueOn: '2026-12-10' });
    expect(reckon(due, LONDON, due.createdAt).next?.at).toBe(at('2026-12-09T09:00:00'));
    expect(reckon(due, LONDON, at('2026-12-10T20:00:00')).missed).toHaveLength(1);
  });
});

it('never places a step outside its window, before the plan, or where the clocks of one of the zones say no', () => {
  const offsets = fc.constantFrom('P0D', 'P1D', 'P3D', 'P7D', 'P2W');
  const back = fc.constantFrom('-P1D', '-P2D', '-P1W');
  const step = fc.oneof(
    fc.record({ anchor: fc.constantFrom('sent_at' as const, 'created_at' as const), offset: offsets }),
    fc.record({ anchor: fc.constantFrom('expires_at' as const, 'due_on' as const), offset: back }),
  );
  const zones = fc.constantFrom<Zones>(
    ['Europe/London'],
    ['Australia/Lord_Howe'],
    ['America/New_York', 'Pacific/Honolulu'],
    ['Asia/Kathmandu'],
  );
  const minute = fc.integer({ min: 0, max: 60 * 24 * 400 });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 4 }),
      zones,
      minute,
      minute,
      (steps, where, sent, later) => {
        const sentAt = at('2026-01-01T00:00:00') + sent * 60_000;
        const plan = own(...steps.map((one) => ({ ...one, channels: ['sms' as const] })));
        const open = link({
          plan,
          sentAt,
          createdAt: sentAt,
          expiresAt: sentAt + 30 * DAY,
          dueOn: localDate(sentAt + 20 * DAY, 'UTC'),
        });
        const now = sentAt + (later % (35 * 24 * 60)) * 60_000;
        const { next, missed } = reckon(open, where, now);
        if (!next) return;
        expect(isOpen(Math.max(next.at, now), where, plan.window) || next.at > now).toBe(true);
        expect(isOpen(Math.max(next.at, now), where, plan.window)).toBe(true);
        expect(next.at).toBeGreaterThanOrEqual(sentAt);
        expect(next.at).toBeLessThan(open.expiresAt);
        expect(missed.some(({ step: gone }) => gone === next.step)).toBe(false);
      },
    ),
    { numRuns: 300 },
  );
});

describe('the timer', () => {
  it('looks within half a minute after an anchor has changed, and then at the step', () => {
    const fresh = link({ updatedAt: 1000 });
    expect(nextReminder(fresh)).toBe(31_000);
    fresh.reminders = { basis: basisOf(fresh), next: { step: 0, at: 5_000_000 } };
    expect(nextReminder(fresh)).toBe(5_000_000);
    expect(nextReminder({ ...fresh, customer: { phone: '+33612345678' } })).toBe(31_000);
  });

  it('has nothing to do where nobody is to be reminded', () => {
    const over: Partial<Link>[] = [
      { status: 'paid' },
      { stage: 'cancelled', status: 'cancelled' },
      { supersededBy: 'x' },
      { held: true },
      { deletedAt: 1 },
      { reminders: { pausedAt: 1 } },
    ];
    for (const changes of over) expect(nextReminder(link(changes))).toBeUndefined();
    const { plan, ...none } = link();
    expect(plan).toBe('default');
    expect(nextReminder(none)).toBeUndefined();
  });
});

describe('caps', () => {
  const now = at('2026-12-04T12:00:00');
  it.each([
    ['nobody was reminded', [], true],
    ['yesterday', [now - DAY], true],
    ['this morning', [now - 3 * HOUR], false],
    ['on three days of the week', [now - 2 * DAY, now - 4 * DAY, now - 6 * DAY], false],
    ['one of the three is over a week old', [now - 2 * DAY, now - 4 * DAY, now - 7 * DAY - 1], true],
  ])('%s', (_, earlier, allowed) => {
    expect(mayRemind(earlier, now, 'Europe/London')).toBe(allowed);
  });

  it('a day is the recipient’s', () => {
    // 20:30 and the next 09:30 in Sydney are one day in UTC.
    const evening = at('2026-12-04T09:30:00');
    expect(mayRemind([evening], evening + 13 * HOUR, 'Australia/Sydney')).toBe(true);
    expect(mayRemind([evening], evening + 13 * HOUR, 'UTC')).toBe(false);
  });
});

describe('the view', () => {
  const states = (changes: Partial<Link>, now = at('2026-12-02T12:00:00')) =>
    viewSteps(link(changes), LONDON, now).map(({ state, reason }) => (reason ? `${state} ${reason}` : state));

  it.each<[string, Partial<Link>, string[]]>([
    ['as planned', {}, ['planned', 'planned', 'planned']],
    ['paused', { reminders: { pausedAt: 1 } }, ['paused', 'paused', 'paused']],
    ['paid', { status: 'paid' }, ['skipped paid', 'skipped paid', 'skipped paid']],
    [
      'on its way',
      {
        sends: [
          { id: 'x', channel: 'sms', kind: 'reminder', step: 0, state: 'sending', queuedAt: 1, until: 2 },
        ],
      },
      ['sending', 'planned', 'planned'],
    ],
    [
      'done',
      { reminders: { done: [{ step: 0, state: 'skipped', at: 5, reason: 'frequency_cap' }] } },
      ['skipped frequency_cap', 'planned', 'planned'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(states(changes)).toEqual(expected);
  });

  it('says what a step waits for', () => {
    const plan = own(
      { anchor: 'opened_at', offset: 'P1D', channels: ['sms'] },
      { anchor: 'due_on', offset: 'P1D', channels: ['sms'] },
    );
    const { dueOn, ...undated } = link({ plan });
    expect(dueOn).toBeDefined();
    expect(
      viewSteps(undated, LONDON, at('2026-12-02T12:00:00')).map(({ state, reason }) => [state, reason]),
    ).toEqual([
      ['waiting', 'not_opened'],
      ['waiting', 'no_due_date'],
    ]);
  });
});
