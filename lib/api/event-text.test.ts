import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinkStatus } from '../links/model/link.ts';
import { SkipReason } from '../links/model/reminders.ts';
import { type EventData, EventType } from '../table/events.ts';
import { eventText } from './event-text.ts';
import { EXCEPTION_WORDS, REASON_WORDS } from './event-words.ts';

const data: EventData = { status: 'active', amount: 12_500, amount_paid: 0, currency: 'GBP' };
const sentence = (type: EventType, reason?: string, more: Partial<EventData> = {}) =>
  eventText({ type, ...(reason === undefined ? {} : { reason }), data: { ...data, ...more } });

/** Every reason that our own code gives, by where it comes from. */
const REASONS = {
  steps: SkipReason.options,
  statuses: LinkStatus.options,
  messages: ['not_begun', 'sender_died', 'claim_over', 'unreachable', 'no_credentials', 'no_answer'],
  providers: [
    'rejected',
    'credentials',
    'not-found',
    'conflict',
    'rate-limited',
    'unavailable',
    'outcome-unknown',
    'bad-response',
    'given_up',
  ],
  supersedes: ['superseded', 'asked_by_payer', 'not_created', 'provider_sends', 'retired'],
};

describe('the sentence of an event', () => {
  it.each(EventType.options)('%s is one, with and without anything beside', (type) => {
    for (const text of [sentence(type), sentence(type, 'paid', { step: 2, channel: 'sms', try: 1 })]) {
      expect(text).toMatch(/^\S[^\n]{15,}[.]$/);
      expect(text).not.toMatch(/undefined|null|\[object/);
    }
  });

  it.each(Object.values(REASONS).flat())('has words for the reason %s', (reason) => {
    expect(REASON_WORDS[reason.replaceAll('-', '_')]).toBeDefined();
    expect(sentence('message.undelivered', reason)).not.toMatch(/the code given is/);
  });

  it('has words for nothing else, so that none outlives its reason', () => {
    const known = Object.values(REASONS).flatMap((reasons) => reasons.map((one) => one.replaceAll('-', '_')));
    expect(Object.keys(REASON_WORDS).filter((reason) => !known.includes(reason))).toEqual([]);
  });

  it.each(Object.keys(EXCEPTION_WORDS))('has words for the exception %s', (exception) => {
    expect(sentence('link.exception', undefined, { exception })).not.toMatch(/the code given is/);
  });

  it.each<[string, EventType, string | undefined, Partial<EventData>]>([
    ['Reminder 2 was sent.', 'reminder.sent', undefined, { step: 2 }],
    ['Reminder 1 was not sent: the link was paid.', 'reminder.skipped', 'paid', { step: 1 }],
    [
      'Reminder 2 was put off for half an hour: the provider did not say whether the link was paid (try 1 of 3).',
      'reminder.put_off',
      'provider_check_failed',
      { step: 2, try: 1 },
    ],
    [
      'Reminder 3 was put off for half an hour: the channel could not be reached.',
      'reminder.put_off',
      'unreachable',
      { step: 3 },
    ],
    [
      'A message by text message did not reach the customer: the code given is destination_country_blocked.',
      'message.undelivered',
      'destination_country_blocked',
      { channel: 'sms' },
    ],
    ['£50.00 of £125.00 has been paid.', 'link.partially_paid', undefined, { amount_paid: 5_000 }],
    [
      'Another link has taken the place of this one (L2): the customer asked for a new one.',
      'link.superseded',
      'asked_by_payer',
      { superseded_by: 'L2' },
    ],
    [
      'The link is to be sent again by text message and email.',
      'message.queued',
      undefined,
      { channels: ['sms', 'email'] },
    ],
    [
      'The provider’s page was looked at for the last time: it may still be open, and nobody looks any more.',
      'link.checked',
      'watch_ended',
      {},
    ],
    ['The provider now calls the link “VIEWED”.', 'link.checked', undefined, { provider_status: 'VIEWED' }],
  ])('%s', (text, type, reason, more) => {
    expect(sentence(type, reason, more)).toBe(text);
  });

  it('is one line of bounded length whatever a provider or a channel has said', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...EventType.options),
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (type, reason, provider_status) => {
          const text = sentence(type, reason, { provider_status, exception: reason });
          expect(text).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
          expect(text.length).toBeLessThan(300);
        },
      ),
    );
  });
});
