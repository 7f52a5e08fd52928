import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTACT_KEY, customer, EMAIL, ORG, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import type { Link } from '../links/model/link.ts';
import { changeLink } from '../links/save.ts';
import { toItem } from '../table/items.ts';
import { recipientKey } from '../table/keys.ts';
import { spread } from '../time/spread.ts';
import { contactHashOf } from './contact.ts';
import { deliverSends } from './deliver.ts';
import { NOON } from './link-fixture.ts';

const HOUR = 3_600_000;

const stack = await startDelivery();
const { clock, outbox, deps, writes, stored, deliver, outcome } = stack;

beforeEach(() => stack.reset());
afterAll(() => stack.close());

describe('two messages', () => {
  it('are one request each, and 8 writes: one notes that the number was texted', async () => {
    const link = await stored();
    await deliver(link);
    expect(writes).toHaveLength(8);
    const end = await outcome(link);
    expect(end.link).toMatchObject({ sentAt: NOON, status: 'active', cause: { by: 'messages' } });
    expect(end.sends).toBeUndefined();
    expect(outbox.list()).toMatchObject([
      {
        channel: 'sms',
        to: '+447700900123',
        from: 'ACME',
        text: expect.stringContaining(`https://pay.acme.example/p/${link.code}`),
        context: { organisation: ORG, link: link.id, message: 'SMS1' },
      },
      {
        channel: 'email',
        to: 'ada@example.com',
        from: '"Acme Travel" <pay@example.org>',
        subject: 'Acme Travel: your secure link',
        configurationSet: 'paylinks',
        headers: {
          'List-Unsubscribe': expect.stringMatching(
            new RegExp(`^<https://pay\\.acme\\.example/p/${link.code}/stop\\?to=[\\w-]{65}>$`),
          ),
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
        tags: { organisation: ORG, link: link.id, message: 'EMAIL1' },
      },
    ]);
    expect(end.messages).toEqual([
      {
        id: 'EMAIL1',
        linkId: link.id,
        channel: 'email',
        kind: 'first',
        state: 'sent',
        acceptedId: outbox.list()[1]?.id,
        queuedAt: SMS.queuedAt,
        at: NOON,
      },
      expect.objectContaining({ id: 'SMS1', state: 'sent', acceptedId: outbox.list()[0]?.id }),
    ]);
  });

  it('are sent once, however often and however many at once are told', async () => {
    const link = await stored();
    await Promise.all(Array.from({ length: 8 }, () => deliver(link)));
    await deliver(link);
    expect(outbox.list()).toHaveLength(2);
    expect((await outcome(link)).states.map(([, state]) => state)).toEqual(['sent', 'sent']);
  });

  it('leave a change by another in place', async () => {
    const link = await stored({ sends: [SMS] });
    const open = changeLink(deps, link.org, link.id, (current) => ({
      draft: { ...current, openCount: 1 },
      cause: { by: 'payer', what: 'open' },
    }));
    await Promise.all([deliver(link), open]);
    expect((await outcome(link)).link).toMatchObject({ openCount: 1, sentAt: NOON });
    expect(outbox.list()).toHaveLength(1);
  });
});

describe('what ends without being sent', () => {
  const paid = { facts: { amountPaid: 12_500, paidAt: NOON, latest: { at: NOON, status: 'paid' as const } } };
  it.each<[string, Partial<Link>, string]>([
    ['paid', paid, 'paid'],
    ['processing', { facts: { latest: { at: NOON, status: 'processing' } } }, 'processing'],
    ['cancelled', { stage: 'cancelled', cancelledAt: NOON }, 'cancelled'],
    ['expired', { stage: 'expired', expiredAt: NOON }, 'expired'],
    ['over, though the timer has not seen it yet', { expiresAt: NOON }, 'expired'],
    ['failed', { stage: 'failed' }, 'failed'],
  ])('a link that is %s', async (_, changes, reason) => {
    const link = await stored(changes);
    await deliver(link);
    const end = await outcome(link);
    expect(end.states).toEqual([
      ['EMAIL1', 'skipped', reason],
      ['SMS1', 'skipped', reason],
    ]);
    expect(end.link.sentAt).toBeUndefined();
    expect(end.link.cause.message).toEqual({ id: 'EMAIL1', channel: 'email', state: 'skipped', reason });
    expect(outbox.list()).toEqual([]);
  });

  it('a channel without a contact; the other one is sent', async () => {
    const link = await stored(customer({ email: 'ada@example.com' }));
    await deliver(link);
    expect((await outcome(link)).states).toEqual([
      ['EMAIL1', 'sent', undefined],
      ['SMS1', 'failed', 'no_contact'],
    ]);
  });

  it('a recipient who must not be messaged, on that channel', async () => {
    const hash = contactHashOf(CONTACT_KEY, 'Stop@Example.com ');
    const item = {
      slots: [],
      version: 1,
      writer: 'w',
      suppressed: { email: { bounce: { at: NOON } } },
    };
    await deps.table.client.send(
      new PutItemCommand({
        TableName: deps.table.name,
        Item: toItem({ ...recipientKey(ORG, hash), ...item }),
      }),
    );
    const link = await stored(customer({ email: 'stop@example.com', phone: '+447700900123' }));
    await deliver(link);
    expect((await outcome(link)).states).toEqual([
      ['EMAIL1', 'suppressed', 'opted_out'],
      ['SMS1', 'sent', undefined],
    ]);
    expect(outbox.list()).toHaveLength(1);
  });
});

describe('the hours', () => {
  it.each<[string, string, ReturnType<typeof customer>, string]>([
    [
      'the organisation',
      '2026-12-01T22:00:00Z',
      customer({ email: 'hours@example.com' }),
      '2026-12-02T08:00:00Z',
    ],
    [
      'the customer',
      '2026-12-01T12:00:00Z',
      customer({ phone: '+447700900124', email: 'hours@example.com' }, 'America/Los_Angeles'),
      '2026-12-01T16:00:00Z',
    ],
    [
      "the phone's country, from Honolulu's morning to the evening of New York",
      '2026-12-02T02:30:00Z',
      customer({ phone: '+12125550123', email: 'hours@example.com' }),
      '2026-12-02T18:00:00Z',
    ],
  ])('of %s: waits by one save, then goes', async (_, now, who, opens) => {
    clock.at = Date.parse(now);
    const link = await stored({ ...who, sends: who.customer.phone === undefined ? [EMAIL] : [SMS, EMAIL] });
    await deliver(link);
    await deliver(link);
    expect(writes).toHaveLength(1);
    const opening = Date.parse(opens) + spread(link.id);
    const waiting = await outcome(link);
    expect(waiting.sends).toEqual(link.sends?.map((send) => ({ ...send, until: opening })));
    expect(outbox.list()).toEqual([]);

    clock.at = opening;
    await deliver(link);
    expect((await outcome(link)).states.map(([, state]) => state)).toEqual(link.sends?.map(() => 'sent'));
  });

  it('do not hold what has a reason to override them', async () => {
    clock.at = NOON + 11 * HOUR;
    const link = await stored({ sends: [{ ...SMS, overrideReason: 'asked on the phone' }, EMAIL] });
    await deliver(link);
    const end = await outcome(link);
    expect(end.messages).toMatchObject([{ id: 'SMS1', state: 'sent', overrideReason: 'asked on the phone' }]);
    expect(end.sends).toMatchObject([
      { id: 'EMAIL1', state: 'queued', until: Date.parse('2026-12-02T08:00:00Z') + spread(link.id) },
    ]);
  });
});

it('has nothing to do for a link that is not there', async () => {
  await deliverSends(deps, ORG, 'unknown0');
});
