import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTACT_KEY, customer, EMAIL, ORG, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import type { Link, Send } from '../links/model/link.ts';
import { changeLink, saveLink } from '../links/save.ts';
import { suppress } from '../suppressions/suppress.ts';
import { toItem } from '../table/items.ts';
import { recipientKey } from '../table/keys.ts';
import { getLink } from '../table/links.ts';
import type { Message } from '../table/messages.ts';
import { contactHashOf } from './contact.ts';
import { joined } from './join-receipt.ts';
import { NOON } from './link-fixture.ts';
import { applyReceipt, type Receipt } from './receipt.ts';
import { recordEnd } from './record.ts';

const HOUR = 3_600_000;
const stack = await startDelivery();
const { clock, deps, outbox, stored, deliver, outcome } = stack;
const hinted: string[] = [];
const feedback = {
  ...deps,
  hints: { messages: async (_: string, linkId: string) => void hinted.push(linkId) },
};

beforeEach(() => {
  stack.reset();
  hinted.length = 0;
});
afterAll(() => stack.close());

type Kind = Pick<Receipt, 'kind' | 'at' | 'reason'>;
const delivered = (at = NOON + 5_000): Kind => ({ kind: 'delivered', at });
const undelivered = (reason = 'unreachable', at = NOON + 6_000): Kind => ({
  kind: 'undelivered',
  at,
  reason,
});

function receive(link: Link, what: Kind, { id, channel }: Pick<Send, 'id' | 'channel'> = SMS) {
  return applyReceipt(feedback, { org: ORG, linkId: link.id, messageId: id, channel, ...what });
}

/** Only the text, so that the email may take its place. */
const onlySms = (changes: Partial<Link> = {}) =>
  stored({ sends: [SMS], channels: ['sms'], fallback: 'on_undelivered', ...changes });
const stateOf = async (link: Link, id = SMS.id) =>
  (await outcome(link)).messages.find((message) => message.id === id);
const sentTo = (channel: string) => outbox.list().filter((message) => message.channel === channel);

describe('a receipt', () => {
  it('makes a sent message delivered, tells the link once, and costs 2 writes', async () => {
    const link = await stored({ sends: [SMS] });
    await deliver(link);
    const { link: sent } = await outcome(link);
    stack.writes.length = 0;
    expect(await receive(link, delivered())).toBe('applied');
    expect(stack.writes).toHaveLength(2);
    expect(await receive(link, delivered())).toBe('known');
    expect(stack.writes).toHaveLength(2);
    const end = await outcome(link);
    expect(end.states).toEqual([['SMS1', 'delivered', undefined]]);
    expect(end.link).toMatchObject({
      version: sent.version + 1,
      cause: { by: 'messages', message: { id: 'SMS1', state: 'delivered' } },
    });
  });

  it.each([
    ['delivered', delivered(), 'delivered', undefined],
    ['undelivered', undelivered('invalid'), 'undelivered', 'invalid'],
  ] as const)('settles an unknown one: %s', async (_, what, state, reason) => {
    const link = await stored({ sends: [{ ...SMS, state: 'sending', until: NOON - 1 }] });
    await deliver(link);
    expect((await outcome(link)).states).toEqual([['SMS1', 'unknown', 'sender_died']]);
    expect((await outcome(link)).link.sentAt).toBeUndefined();
    clock.at += 72 * HOUR;
    await receive(link, what);
    const end = await outcome(link);
    expect(end.states).toEqual([['SMS1', state, reason]]);
    expect(end.link.sentAt).toBe(NOON);
  });

  it('makes the step of an unknown reminder sent, of this plan only', async () => {
    const step = { step: 0, state: 'failed', at: NOON, reason: 'sender_died' } as const;
    for (const since of [undefined, NOON + 1]) {
      const link = await stored({
        plan: 'default',
        sends: [{ ...SMS, kind: 'reminder', step: 0, state: 'sending', until: NOON - 1 }],
        reminders: { ...(since ? { since } : {}) },
      });
      await deliver(link);
      if (since)
        await changeLink(deps, ORG, link.id, (current) => ({
          draft: { ...current, reminders: { since, done: [step] } },
          cause: link.cause,
        }));
      expect((await outcome(link)).link.reminders?.done).toMatchObject([step]);
      await receive(link, delivered());
      expect((await outcome(link)).link.reminders?.done).toEqual([
        since ? step : { step: 0, state: 'sent', at: NOON },
      ]);
    }
  });

  it('keeps the step of a reminder that was sent in vain as sent', async () => {
    const link = await stored({ plan: 'default', sends: [{ ...SMS, kind: 'reminder', step: 0 }] });
    await deliver(link);
    await receive(link, undelivered());
    const { link: after, states } = await outcome(link);
    expect(states).toEqual([['SMS1', 'undelivered', 'unreachable']]);
    expect(after.reminders?.done).toEqual([{ step: 0, state: 'sent', at: NOON }]);
  });

  it('that is faster than the sender ends the message; the sender finds it and goes on', async () => {
    const claim = { ...SMS, state: 'sending', until: NOON + 60_000 } as const;
    const link = await stored({ sends: [claim, EMAIL] });
    expect(await receive(link, delivered())).toBe('applied');
    expect((await outcome(link)).states).toEqual([['SMS1', 'delivered', undefined]]);
    expect((await outcome(link)).sends?.map(({ id }) => id)).toEqual(['EMAIL1']);
    expect(hinted).toEqual([link.id]);
    const end = await recordEnd(deps, link, claim, { state: 'sent', acceptedId: 'A' }, () => undefined);
    expect(end.link.version).toBe((await outcome(link)).link.version);
    expect((await outcome(link)).states).toEqual([['SMS1', 'delivered', undefined]]);
    await deliver(link);
    expect((await outcome(link)).states.map(([, state]) => state).sort()).toEqual(['delivered', 'sent']);
    expect(sentTo('sms')).toEqual([]);
  });

  it('that finds the end recorded and the send still on its link takes it off', async () => {
    const claim = { ...SMS, state: 'sending', until: NOON + 60_000 } as const;
    const link = await stored({ sends: [claim] });
    await recordEnd(deps, link, claim, { state: 'sent', acceptedId: 'A' }, () => undefined);
    // As if the sender had died between its two writes.
    const { link: current } = await outcome(link);
    await saveLink(deps, current, { ...current, sends: [claim] }, current.cause);
    await receive(link, delivered());
    const end = await outcome(link);
    expect(end.sends).toBeUndefined();
    expect(end.messages).toMatchObject([{ state: 'delivered', acceptedId: 'A' }]);
  });

  it('about another channel, message, link or organisation is foreign', async () => {
    const link = await stored({ sends: [SMS] });
    await deliver(link);
    const writes = stack.writes.length;
    expect(await receive(link, delivered(), { id: 'SMS1', channel: 'email' })).toBe('foreign');
    expect(await receive(link, delivered(), { id: 'SMS9', channel: 'sms' })).toBe('foreign');
    expect(await receive({ ...link, id: '01KCC000000000000000000NONE' }, delivered())).toBe('foreign');
    expect(
      await applyReceipt(feedback, {
        org: 'ORG2',
        linkId: link.id,
        messageId: 'SMS1',
        channel: 'sms',
        ...delivered(),
      }),
    ).toBe('foreign');
    expect(stack.writes).toHaveLength(writes);
  });

  it('ten at once end as one after the other', async () => {
    const link = await stored({ sends: [SMS] });
    await deliver(link);
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        receive(link, n % 2 ? delivered(NOON + n) : undelivered('spam', NOON + n)).catch(() => 'again'),
      ),
    );
    for (let n = 0; n < 10; n++)
      await receive(link, n % 2 ? delivered(NOON + n) : undelivered('spam', NOON + n));
    expect(await stateOf(link)).toMatchObject({
      state: 'delivered',
      receipts: { deliveredAt: NOON + 1, undelivered: { at: NOON, reason: 'spam' } },
    });
  });
});

const aReceipt = fc.record({
  kind: fc.constantFrom('delivered', 'undelivered', 'complained'),
  at: fc.integer({ min: NOON, max: NOON + 4 }),
  reason: fc.constantFrom('invalid', 'spam'),
}) as fc.Arbitrary<Kind>;
const ends = ['sent', 'unknown', 'failed'] as const;

describe('receipts are a join', () => {
  const message = (state: (typeof ends)[number]): Message => ({
    id: 'SMS1',
    linkId: 'L',
    channel: 'sms',
    kind: 'first',
    state,
    queuedAt: NOON,
    at: NOON,
  });
  const all = (state: (typeof ends)[number], receipts: readonly Kind[]) =>
    receipts.reduce<Message>(joined, message(state));

  it('in any order, any number of times', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ends),
        fc.array(aReceipt),
        fc.infiniteStream(fc.nat()),
        (state, receipts, random) => {
          const order = [...random.take(receipts.length)];
          const shuffled = receipts.map((_, n) => n).sort((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
          const other = [...shuffled, ...shuffled].flatMap((n) => receipts[n] ?? []);
          expect(all(state, other)).toEqual(all(state, receipts));
        },
      ),
    );
  });

  it('with the state that a model has', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ends), fc.array(aReceipt), (state, receipts) => {
        const has = (...kinds: Kind['kind'][]) => receipts.some(({ kind }) => kinds.includes(kind));
        const model = has('delivered', 'complained')
          ? 'delivered'
          : has('undelivered')
            ? 'undelivered'
            : state;
        expect(all(state, receipts).state).toBe(model);
      }),
    );
  });
});

describe('fallback', () => {
  it('not where another tells at the same moment that it was delivered', async () => {
    const link = await onlySms();
    await deliver(link);
    const { link: sent } = await outcome(link);
    // As one that has told the link, and not yet the message.
    await saveLink(deps, sent, { ...sent, receipt: { id: 'SMS1', state: 'delivered' } }, sent.cause);
    await receive(link, undelivered());
    await receive(link, delivered());
    await deliver(link);
    expect((await outcome(link)).states).toEqual([['SMS1', 'delivered', undefined]]);
    expect(sentTo('email')).toEqual([]);
  });

  it('goes by the other channel, once, however often the receipt comes', async () => {
    const link = await onlySms();
    await deliver(link);
    for (let n = 0; n < 3; n++) {
      await receive(link, undelivered('invalid', NOON + n));
      await deliver(link);
    }
    expect((await outcome(link)).states).toEqual([
      ['SMS1', 'undelivered', 'invalid'],
      ['SMS1F', 'sent', undefined],
    ]);
    expect(sentTo('email')).toHaveLength(1);
    expect(hinted.length).toBeGreaterThan(0);
    await receive(link, undelivered('bounced'), { id: 'SMS1F', channel: 'email' });
    await deliver(link);
    expect(outbox.list()).toHaveLength(2);
  });

  it('follows at once on a message that its channel refuses', async () => {
    const link = await onlySms(customer({ phone: '+447700900990', email: 'ada@example.com' }));
    await deliver(link);
    expect((await outcome(link)).states).toEqual([
      ['SMS1', 'failed', 'invalid_parameter'],
      ['SMS1F', 'sent', undefined],
    ]);
  });

  it.each<[string, Partial<Link>, Kind]>([
    ['none was asked for', { fallback: undefined } as never, undelivered()],
    ['the round had both', { channels: ['sms', 'email'] }, undelivered()],
    ['there is no other contact', customer({ phone: '+447700900123' }), undelivered()],
    ['it was delivered', {}, delivered()],
    ['the recipient blocks us', {}, undelivered('blocked')],
  ])('not where %s', async (_, changes, what) => {
    const { fallback, ...others } = { fallback: 'on_undelivered', ...changes } as const;
    const link = await stored({
      sends: [SMS],
      channels: ['sms'],
      ...others,
      ...(fallback ? { fallback } : {}),
    });
    await deliver(link);
    await receive(link, what);
    await deliver(link);
    expect(outbox.list()).toHaveLength(1);
    expect((await outcome(link)).sends).toBeUndefined();
  });

  it('not after the link is over, nor where it ends before the fallback goes', async () => {
    const paid = { facts: { paidAt: NOON, amountPaid: 12_500 } };
    const pay = (link: Link) =>
      changeLink(deps, ORG, link.id, (current) => ({ draft: { ...current, ...paid }, cause: link.cause }));
    const over = await onlySms();
    await deliver(over);
    await pay(over);
    await receive(over, undelivered());
    expect((await outcome(over)).sends).toBeUndefined();
    const late = await onlySms();
    await deliver(late);
    await receive(late, undelivered());
    await pay(late);
    await deliver(late);
    expect((await outcome(late)).states).toEqual([
      ['SMS1', 'undelivered', 'unreachable'],
      ['SMS1F', 'skipped', 'paid'],
    ]);
    expect(sentTo('email')).toEqual([]);
  });

  it('waits for the hours as a first message does', async () => {
    const link = await onlySms();
    await deliver(link);
    clock.at = Date.parse('2026-12-01T23:00:00Z');
    await receive(link, undelivered());
    await deliver(link);
    expect(sentTo('email')).toEqual([]);
    clock.at = Date.parse('2026-12-02T08:30:00Z');
    await deliver(link);
    expect(sentTo('email')).toHaveLength(1);
  });

  it.each([
    ['opt_out_page', 'suppressed'],
    ['stop_reply', 'suppressed'],
    ['carrier', 'suppressed'],
    ['bounce', 'sent'],
    ['api', 'sent'],
  ] as const)('after %s on the channel that failed: %s', async (source, state) => {
    // Each number of its own: what is suppressed stays so.
    const phone = `+4477009002${String(['opt_out_page', 'stop_reply', 'carrier', 'bounce', 'api'].indexOf(source)).padStart(2, '0')}`;
    const link = await onlySms(customer({ phone, email: `${source.replaceAll('_', '')}@example.com` }));
    await deliver(link);
    await receive(link, undelivered());
    await suppress(deps, { org: ORG, channel: 'sms', contact: phone, source, at: NOON });
    await deliver(link);
    expect(await stateOf(link, 'SMS1F')).toMatchObject({ state });
    expect(sentTo('email')).toHaveLength(state === 'sent' ? 1 : 0);
  });

  it('not to a contact that is suppressed itself', async () => {
    const link = await onlySms(customer({ phone: '+447700900300', email: 'gone@example.com' }));
    await suppress(deps, {
      org: ORG,
      channel: 'email',
      contact: 'gone@example.com',
      source: 'bounce',
      at: NOON,
    });
    await deliver(link);
    await receive(link, undelivered());
    await deliver(link);
    expect(await stateOf(link, 'SMS1F')).toMatchObject({ state: 'suppressed', reason: 'opted_out' });
  });

  it('settles an unknown message and follows it', async () => {
    const link = await onlySms({ sends: [{ ...SMS, state: 'sending', until: NOON - 1 }] });
    await deliver(link);
    await receive(link, undelivered());
    await deliver(link);
    expect((await outcome(link)).states).toEqual([
      ['SMS1', 'undelivered', 'unreachable'],
      ['SMS1F', 'sent', undefined],
    ]);
  });

  describe('of a reminder', () => {
    const reminder = (n: number) =>
      onlySms({
        ...customer({ phone: `+4477009004${n}0`, email: `r${n}@example.com` }),
        channels: [],
        plan: 'default',
        sends: [{ ...SMS, id: `R${n}S`, kind: 'reminder', step: 0, queuedAt: NOON }],
      });
    const told = (link: Link, n: number) => receive(link, undelivered(), { id: `R${n}S`, channel: 'sms' });

    it('goes within 30 minutes of its check', async () => {
      const link = await reminder(1);
      await deliver(link);
      clock.at += 29 * 60_000;
      await told(link, 1);
      await deliver(link);
      expect(await stateOf(link, 'R1SF')).toMatchObject({ state: 'sent', kind: 'reminder', fallback: true });
      expect((await outcome(link)).link.reminders?.done).toMatchObject([{ step: 0, state: 'sent' }]);
    });

    it('is dropped later, and outside the window of its plan', async () => {
      const late = await reminder(2);
      await deliver(late);
      clock.at += 31 * 60_000;
      await told(late, 2);
      expect((await outcome(late)).sends).toBeUndefined();
      const outside = await reminder(3);
      clock.at = Date.parse('2026-12-01T18:50:00Z');
      const { link } = await outcome(outside);
      await saveLink(
        deps,
        link,
        {
          ...link,
          sends: [
            { ...SMS, id: 'R3S', kind: 'reminder', step: 0, queuedAt: clock.at, until: clock.at + 60_000 },
          ],
        },
        link.cause,
      );
      await deliver(outside);
      clock.at += 15 * 60_000;
      await told(outside, 3);
      expect((await outcome(outside)).sends).toBeUndefined();
    });

    it('keeps the caps of its own recipient', async () => {
      const link = await reminder(4);
      const hash = contactHashOf(CONTACT_KEY, 'r4@example.com');
      await deps.table.client.send(
        new PutItemCommand({
          TableName: deps.table.name,
          Item: toItem({
            ...recipientKey(ORG, hash),
            slots: [{ id: 'X', at: NOON - HOUR, reminder: true }],
            version: 1,
            writer: 'w',
          }),
        }),
      );
      await deliver(link);
      await told(link, 4);
      await deliver(link);
      expect(await stateOf(link, 'R4SF')).toMatchObject({ state: 'failed', reason: 'frequency_cap' });
      expect(sentTo('email')).toEqual([]);
    });

    it('is not sent where nobody took it up at once', async () => {
      const link = await reminder(5);
      await deliver(link);
      await told(link, 5);
      clock.at += 61_000;
      await deliver(link);
      expect(await stateOf(link, 'R5SF')).toMatchObject({ state: 'failed', reason: 'not_begun' });
    });
  });

  it('exactly once in all orders of what may happen', async () => {
    let number = 0;
    const acts = fc.array(
      fc.constantFrom('deliver', 'undelivered', 'delivered', 'bounced', 'later', 'stop', 'race'),
      { minLength: 2, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (steps) => {
        stack.reset();
        number += 1;
        const phone = `+4477009${String(10_000 + number)}`;
        const link = await onlySms(customer({ phone, email: `p${number}@example.com` }));
        let stopped = false;
        for (const step of steps) {
          if (step === 'deliver') await deliver(link);
          if (step === 'later') clock.at += 60_000;
          if (step === 'undelivered') await receive(link, undelivered());
          if (step === 'delivered') await receive(link, delivered());
          if (step === 'bounced') await receive(link, undelivered('bounced', NOON + 1));
          if (step === 'race')
            await Promise.allSettled([
              receive(link, undelivered()),
              receive(link, undelivered()),
              deliver(link),
            ]);
          if (step === 'stop' && sentTo('email').length === 0) {
            await suppress(deps, {
              org: ORG,
              channel: 'sms',
              contact: phone,
              source: 'stop_reply',
              at: clock.at,
            });
            stopped = true;
          }
        }
        await receive(link, undelivered());
        await deliver(link);
        clock.at += 120_000;
        await deliver(link);
        const emails = sentTo('email').length;
        expect(emails).toBeLessThanOrEqual(1);
        if (stopped) expect(emails).toBe(0);
        expect(sentTo('sms').length).toBeLessThanOrEqual(1);
        const first = steps.find((step) => ['delivered', 'undelivered', 'bounced', 'race'].includes(step));
        const state = (await stateOf(link))?.state;
        if (!stopped && first !== 'delivered' && state === 'undelivered') expect(emails).toBe(1);
        expect((await getLink(deps.table, ORG, link.id))?.sends).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
