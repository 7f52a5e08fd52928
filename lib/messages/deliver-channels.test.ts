import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../../local/listen.ts';
import { CREDENTIALS, customer, EMAIL, SMS, startDelivery } from '../../test/support/start-delivery.ts';
import { CHANNEL_CLIENT } from '../channels/outcome.ts';
import type { Link, Send } from '../links/model/link.ts';

const HOUR = 3_600_000;

const stack = await startDelivery();
const { clock, outbox, faults, deps, stored, deliver, outcome } = stack;

beforeEach(() => stack.reset());
afterAll(() => stack.close());

describe('what the channels answer', () => {
  it.each([
    ['+447700900990', 'failed', 'invalid_parameter'],
    ['+447700900992', 'suppressed', 'opted_out'],
    ['+447700900993', 'unknown', 'internal_server'],
    ['+447700900994', 'unknown', 'no_answer'],
    ['+447700900996', 'failed', 'account_disabled'],
  ])('an SMS to %s is %s: %s', async (phone, state, reason) => {
    const link = await stored({ sends: [SMS], ...customer({ phone }) });
    await deliver(link);
    clock.at += HOUR;
    await deliver(link);
    expect((await outcome(link)).states).toEqual([['SMS1', state, reason]]);
    expect(outbox.list()).toHaveLength(phone === '+447700900994' ? 1 : 0);
  });

  it.each([
    ['rejected', 'failed', 'message_rejected'],
    ['unverified', 'failed', 'mail_from_domain_not_verified'],
    ['suspended', 'failed', 'account_suspended'],
    ['error', 'unknown', 'internal_service_error'],
    ['lost', 'unknown', 'no_answer'],
  ])('an email to %s@ is %s: %s', async (name, state, reason) => {
    const link = await stored({ sends: [EMAIL], ...customer({ email: `${name}@example.com` }) });
    await deliver(link);
    clock.at += HOUR;
    await deliver(link);
    expect((await outcome(link)).states).toEqual([['EMAIL1', state, reason]]);
    expect(outbox.list()).toHaveLength(name === 'lost' ? 1 : 0);
  });

  it.each<[string, Send, Link['customer']]>([
    ['throttled SMS', SMS, { phone: '+447700900991' }],
    ['SMS out of quota', SMS, { phone: '+447700900995' }],
    ['throttled email', EMAIL, { email: 'throttled@example.com' }],
    ['paused email', EMAIL, { email: 'paused@example.com' }],
  ])('%s waits, longer each time, and fails nothing', async (_, send, customer) => {
    const link = await stored({ sends: [send], ...(customer ? { customer } : {}) });
    const waits: number[] = [];
    for (let n = 0; n < 7; n++) {
      await deliver(link);
      const [waiting] = (await outcome(link)).sends ?? [];
      expect(waiting).toMatchObject({ state: 'queued' });
      waits.push((waiting?.until ?? 0) - clock.at);
      clock.at = waiting?.until ?? 0;
    }
    expect(waits[0]).toBe(30_000);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBe(15 * 60_000);
    expect((await outcome(link)).messages).toEqual([]);
  });

  it('a throttled SMS holds up no email', async () => {
    const link = await stored(customer({ phone: '+447700900991', email: 'ada@example.com' }));
    await deliver(link);
    const end = await outcome(link);
    expect(end.states).toEqual([['EMAIL1', 'sent', undefined]]);
    expect(end.sends).toMatchObject([{ id: 'SMS1', state: 'queued' }]);
  });

  it('nothing listens there: it has not left, so it waits', async () => {
    const gone = await listen(() => {});
    await gone.close();
    const client = new SESv2Client({
      ...CHANNEL_CLIENT,
      endpoint: gone.url,
      region: 'eu-west-2',
      credentials: CREDENTIALS,
    });
    const link = await stored({ sends: [EMAIL] });
    await deliver(link, { ...deps, email: { ...deps.email, client } });
    expect((await outcome(link)).sends).toMatchObject([{ id: 'EMAIL1', state: 'queued' }]);
  });

  it.each<['none' | 'done', 'reset' | 'hang']>([
    ['none', 'reset'],
    ['done', 'reset'],
    ['done', 'hang'],
  ])('effect %s, then %s: one request, unknown, never again', { timeout: 30_000 }, async (effect, answer) => {
    faults.next({ service: 'sms', operation: 'SendTextMessage', effect, answer });
    const link = await stored({ sends: [SMS] });
    await deliver(link);
    clock.at += HOUR;
    await deliver(link);
    expect((await outcome(link)).states).toEqual([['SMS1', 'unknown', 'no_answer']]);
    expect(outbox.list()).toHaveLength(effect === 'done' ? 1 : 0);
  });
});
