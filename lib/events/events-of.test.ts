import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause, Link } from '../links/model/link.ts';
import { statusOf } from '../links/model/status.ts';
import { aLink, aSend, NOON } from '../messages/link-fixture.ts';
import { eventsOf } from './events-of.ts';

const CREATING: Partial<Link> = { stage: 'creating', version: 1, status: 'creating' };
const by = (who: string, what: string, more: Partial<Cause> = {}): Cause => ({ by: who, what, ...more });

/** The link after a change, its status following as it does in the save. */
function next(before: Link | undefined, changes: Partial<Link>): Link {
  const after = {
    ...(before ?? aLink()),
    ...changes,
    version: (before?.version ?? 0) + 1,
    updatedAt: NOON + 5,
  };
  return { ...after, status: statusOf(after) };
}
const types = (before: Link | undefined, changes: Partial<Link>) =>
  eventsOf(before, next(before, changes)).map(({ type }) => type);

const active = aLink();
const failed = aLink({ stage: 'failed', status: 'failed' });
const paid = { amountPaid: 12_500, paidAt: NOON, latest: { at: NOON, status: 'paid' as const } };
const part = { amountPaid: 500, partlyPaidAt: NOON };
const over = aLink({ stage: 'expired', status: 'expired', expiredAt: NOON });
const RENEWING = {
  kind: 'supersede' as const,
  attempt: 0,
  startedAt: NOON,
  until: NOON,
  renewal: 'sms' as const,
};
const cancelled = aLink({ stage: 'cancelled', status: 'cancelled', cancelledAt: NOON - 9 });
const ended = (state: string, reason?: string): Partial<Link> => ({
  cause: by('messages', 'message', {
    message: { id: 'M1', channel: 'sms', state, ...(reason === undefined ? {} : { reason }) },
  }),
});

describe('types', () => {
  it.each<[string, Link | undefined, Partial<Link>, string[]]>([
    ['an intent', undefined, CREATING, ['link.creating']],
    ['made', aLink(CREATING), { stage: 'open', sends: [aSend()] }, ['link.created']],
    ['found paid already', aLink(CREATING), { stage: 'open', facts: paid }, ['link.created', 'link.paid']],
    [
      'not made',
      aLink(CREATING),
      { stage: 'failed', failure: { category: 'rejected', at: NOON } },
      ['link.failed'],
    ],
    ['once more', failed, { stage: 'creating' }, ['link.retried']],
    [
      'given up while unknown',
      aLink(CREATING),
      { stage: 'cancelled', cancelledAt: NOON },
      ['link.cancelled'],
    ],
    [
      'stuck',
      aLink(CREATING),
      { op: { kind: 'create', attempt: 1, startedAt: 1, until: 2, stuck: true } },
      ['link.exception'],
    ],
    ['first message', active, { ...ended('sent'), sentAt: NOON }, ['message.sent', 'link.sent']],
    ['second message', aLink({ sentAt: 1 }), { ...ended('sent'), sentAt: 1 }, ['message.sent']],
    ['failed message', active, ended('failed', 'no_contact'), ['message.undelivered']],
    ['undelivered message', active, ended('undelivered', 'invalid'), ['message.undelivered']],
    ['delivered message', aLink({ sentAt: 1 }), { ...ended('delivered'), sentAt: 1 }, ['message.delivered']],
    [
      'unknown message that was delivered',
      active,
      { ...ended('delivered'), sentAt: NOON },
      ['message.delivered', 'link.sent'],
    ],
    ['unknown message', active, ended('unknown'), ['message.unknown']],
    ['suppressed message', active, ended('suppressed'), ['message.suppressed']],
    ['skipped message', active, ended('skipped', 'paid'), ['message.skipped']],
    ['sent by the provider', active, { facts: { sentAt: NOON } }, ['link.sent']],
    ['first opening', active, { openedAt: NOON, openCount: 1 }, ['link.opened']],
    ['second opening', aLink({ openedAt: 1, openCount: 1 }), { openCount: 2, lastOpenedAt: NOON }, []],
    ['opening seen twice', aLink({ openedAt: 1 }), { facts: { openedAt: NOON } }, ['link.checked']],
    [
      'the last look at a page that stays open',
      aLink({ stage: 'cancelled', status: 'cancelled', cancelledAt: 1, providerUrlOpen: true }),
      { stage: 'cancelled', cancelledAt: 1, providerUrlOpen: true, checkedAt: 1 + 366 * 24 * 3_600_000 },
      ['link.checked'],
    ],
    ['processing', active, { facts: { latest: { at: NOON, status: 'processing' } } }, ['link.processing']],
    ['the attempt failed', aLink({ status: 'processing' }), {}, ['link.active']],
    ['part', active, { facts: part }, ['link.partially_paid']],
    [
      'more',
      aLink({ status: 'partially_paid', facts: part }),
      { facts: { ...part, amountPaid: 600 } },
      ['link.partially_paid'],
    ],
    ['paid', active, { facts: paid }, ['link.paid']],
    [
      'paid, and too much',
      active,
      { facts: { ...paid, flags: { overpaid: NOON } } },
      ['link.paid', 'link.exception'],
    ],
    ['paid after the end', cancelled, { facts: paid }, ['link.paid', 'link.exception']],
    [
      'two flags',
      aLink({ facts: { flags: { refunded: 1 } } }),
      { facts: { flags: { refunded: 1, voided: 2, charged_back: 3 } } },
      ['link.exception', 'link.exception'],
    ],
    ['its end', active, { stage: 'expired', expiredAt: NOON }, ['link.expired']],
    ['cancelled', active, { stage: 'cancelled', cancelledAt: NOON }, ['link.cancelled']],
    [
      'deleted',
      active,
      { stage: 'cancelled', cancelledAt: NOON, deletedAt: NOON },
      ['link.cancelled', 'link.deleted'],
    ],
    ['shown again', aLink({ deletedAt: 1 }), { deletedAt: undefined } as object, ['link.updated']],
    [
      'superseded',
      active,
      { stage: 'cancelled', cancelledAt: NOON, supersededBy: 'L2' },
      ['link.cancelled', 'link.superseded'],
    ],
    [
      'paid although superseded',
      aLink({ stage: 'cancelled', status: 'cancelled', cancelledAt: NOON, supersededBy: 'L2' }),
      { facts: paid },
      ['link.paid', 'link.exception'],
    ],
    ['asked for anew', over, { op: RENEWING }, ['link.renewal_asked']],
    ['still being made anew', aLink({ op: RENEWING }), { op: { ...RENEWING, attempt: 3 } }, []],
    [
      'made anew',
      aLink({ ...over, op: RENEWING }),
      { stage: 'cancelled', cancelledAt: NOON, supersededBy: 'L2', op: RENEWING },
      ['link.cancelled', 'link.superseded'],
    ],
    [
      'the end of its operation',
      aLink({ stage: 'cancelled', status: 'cancelled', cancelledAt: NOON, supersededBy: 'L2', op: RENEWING }),
      { op: undefined } as object,
      [],
    ],
    ['not made anew', aLink({ ...over, op: RENEWING }), { op: undefined } as object, ['link.renewal_failed']],
    ['a step is reckoned', active, { reminders: { next: { step: 0, at: NOON } } }, []],
    [
      'a check without an answer',
      aLink({ reminders: { next: { step: 0, at: NOON } } }),
      { reminders: { next: { step: 0, at: NOON + 9, tries: 1 } } },
      ['reminder.put_off'],
    ],
    [
      'another',
      aLink({ reminders: { next: { step: 0, at: NOON, tries: 1 } } }),
      { reminders: { next: { step: 0, at: NOON + 9, tries: 2 } } },
      ['reminder.put_off'],
    ],
    [
      'the same, reckoned anew',
      aLink({ reminders: { next: { step: 0, at: NOON, tries: 1 } } }),
      { reminders: { next: { step: 0, at: NOON + 99, tries: 1 }, basis: 'b' } },
      [],
    ],
    [
      'a channel that takes nothing',
      aLink({ sends: [aSend({ kind: 'reminder', step: 0 })] }),
      { sends: undefined, reminders: { next: { step: 0, at: NOON + 9 } } } as object,
      ['reminder.put_off'],
    ],
    [
      'a step that went, and the next one',
      aLink({ sends: [aSend({ kind: 'reminder', step: 0 })] }),
      {
        sends: undefined,
        reminders: { done: [{ step: 0, state: 'sent', at: NOON }], next: { step: 1, at: NOON + 9 } },
      } as object,
      ['reminder.sent'],
    ],
    ['assigned', active, { booking: { id: 'B1' } }, ['link.assigned']],
    ['updated', active, { metadata: { order: '42' } }, ['link.updated']],
    [
      'sent again',
      active,
      { sends: [aSend({ kind: 'resend' }), aSend({ id: '2', kind: 'resend', channel: 'email' })] },
      ['message.queued'],
    ],
    ['claimed', aLink({ sends: [aSend()] }), { sends: [aSend({ state: 'sending' })] }, []],
    [
      'another word of the provider',
      active,
      { facts: { word: { at: NOON, text: 'VIEWED' } } },
      ['link.checked'],
    ],
    [
      'the same, read later',
      aLink({ facts: { latest: { at: 1, status: 'active' } } }),
      { facts: { latest: { at: 2, status: 'active' } }, checkedAt: 2 },
      [],
    ],
    ['an operation begins', active, { op: { kind: 'assign', attempt: 1, startedAt: 1, until: 2 } }, []],
    ['a timer moves', active, { nextCheckAt: NOON, dueAt: NOON }, []],
  ])('%s', (_, before, changes, expected) => {
    expect(types(before, changes)).toEqual(expected);
  });

  it('the same version is no change', () => {
    expect(
      eventsOf(aLink({ version: 4 }), aLink({ version: 4, stage: 'cancelled', status: 'cancelled' })),
    ).toEqual([]);
  });
});

it('an event says what, when, by whom and in which request, and nothing of the customer', () => {
  const cause = by('key:K1', 'cancel', { requestId: 'R1' });
  const after = next(active, { stage: 'cancelled', cancelledAt: NOON, cause, deletedAt: NOON });
  const data = { status: 'cancelled', amount: 12_500, amount_paid: 0, currency: 'GBP' };
  const shared = {
    linkId: active.id,
    reference: 'INV-1001',
    at: NOON + 5,
    version: 4,
    by: 'key:K1',
    requestId: 'R1',
    data,
  };
  expect(eventsOf(active, after)).toEqual([
    { id: `${active.id}.4.0`, type: 'link.cancelled', ...shared },
    { id: `${active.id}.4.1`, type: 'link.deleted', ...shared },
  ]);
});

it.each<[Partial<Link>, object]>([
  [ended('failed', 'no_contact'), { reason: 'no_contact', data: { message_id: 'M1', channel: 'sms' } }],
  [{ facts: { flags: { refunded: 1 } } }, { data: { exception: 'refunded' } }],
  [{ dueOn: '2027-01-01', customer: { name: 'Ada King' } }, { data: { changed: ['customer', 'due_on'] } }],
  [{ facts: { word: { at: 1, text: 'VIEWED' } } }, { data: { provider_status: 'VIEWED' } }],
  [{ sends: [aSend({ kind: 'resend' })] }, { data: { channels: ['sms'] } }],
  [{ op: RENEWING }, { data: { channel: 'sms' } }],
  [
    { reminders: { next: { step: 1, at: NOON, tries: 2 } } },
    { reason: 'provider_check_failed', data: { step: 2, try: 2 } },
  ],
  [{ stage: 'expired', expiredAt: NOON, cause: by('timer', 'expire', { reason: 'end' }) }, { reason: 'end' }],
])('%j', (changes, expected) => {
  expect(eventsOf(active, next(active, changes))).toMatchObject([expected]);
});

it('tells nothing of the customer, whatever it is called', () => {
  const secret = fc.stringMatching(/^canary[a-z0-9]{12}$/);
  fc.assert(
    fc.property(secret, (canary) => {
      const after = next(active, {
        customer: { name: canary, email: `${canary}@example.com`, phone: canary },
        description: canary,
        metadata: { [canary]: canary },
        booking: { reference: canary },
        providerUrl: canary,
        code: canary,
      });
      expect(JSON.stringify(eventsOf(active, after))).not.toContain(canary);
    }),
    { numRuns: 20 },
  );
});

it('tells a receipt that was faster than the end of its message as both', () => {
  const sending = aLink({ sends: [aSend({ id: 'M1', state: 'sending' })] });
  const after = { ...ended('delivered'), sends: [], sentAt: NOON };
  expect(types(sending, after)).toEqual(['message.sent', 'message.delivered', 'link.sent']);
});

it('tells that a fallback is queued', () => {
  const after = { ...ended('undelivered', 'invalid'), sends: [aSend({ id: 'M1F', fallback: true })] };
  expect(types(aLink({ sentAt: 1 }), { sentAt: 1, ...after })).toEqual([
    'message.undelivered',
    'message.queued',
  ]);
});
