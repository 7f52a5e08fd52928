import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { mandate, multi, type Received, receiver, second, smarterpay } from './test-client.ts';

const key = 'sim-smarterpay-webhook-key';
const signed = (body: string, by = key) => createHmac('sha256', by).update(body).digest('hex');
const isGenuine = ({ headers, body }: Received) => headers['webhook-signature'] === signed(body);

async function withWebhook(...statuses: number[]) {
  const target = await receiver(...statuses);
  const all = await smarterpay();
  all.simulator.configure({ webhook_url: target.url });
  const act = async (action: string, link?: string, more: object = {}) => {
    all.simulator.act({ action, ...(link ? { link } : {}), ...more });
    await all.simulator.drained();
  };
  const events = () => target.received.flatMap(({ body }) => JSON.parse(body).events);
  return { ...all, ...target, act, events };
}

test('a payment is told at once, signed over the exact bytes', async () => {
  const { received, create, act, simulator, events } = await withWebhook(204);
  const { id } = await create({ card_payment_custom_reference: 'é-1' });
  await act('pay', id);
  expect(received).toHaveLength(1);
  expect(received.every(isGenuine)).toBe(true);
  expect(received[0]?.headers['content-type']).toBe('application/json');
  expect(received[0]?.headers['webhook-signature']).toMatch(/^[0-9a-f]{64}$/);
  expect(events()).toMatchObject([
    {
      event_type: 'card_payment.create',
      custom_reference: 'é-1',
      status: 'successful',
      initial_amount: '2750',
    },
  ]);
  expect(simulator.nextAt()).toBeUndefined();
});

test('each stage of a card payment is told, of the other kinds nothing', async () => {
  const { create, act, events } = await withWebhook(204);
  const { id } = await create(multi);
  await act('fail', id);
  await act('pay_pending', id);
  await act('settle', id);
  await act('pay_pending', id, { amount: 100 });
  await act('settle_fail', id);
  await act('cancel', id);
  await act('pay', (await create(mandate)).id);
  expect(
    events().map(({ event_type, status, initial_amount }) => [event_type, status, initial_amount]),
  ).toEqual([
    ['card_payment.create', 'failed', '2750'],
    ['card_payment.create', 'pending', '2750'],
    ['card_payment.update', 'successful', '2750'],
    ['card_payment.create', 'pending', '100'],
    ['card_payment.update', 'failed', '100'],
  ]);
  const [, pending, settled] = events();
  expect(settled.id).toBe(pending.id);
  expect(settled.edited_at > pending.edited_at).toBe(true);
  expect(new Set(events().map(({ event_id }) => event_id)).size).toBe(5);
});

test('several events come in one body, the latest first, under the same ids', async () => {
  const { create, act, received, events, simulator } = await withWebhook(204);
  const { id } = await create();
  await act('resend', id);
  expect(received).toEqual([]);
  await act('pay_pending', id);
  await act('settle', id);
  const told = events();
  await act('resend', id);
  const again = JSON.parse(received[2]?.body ?? '');
  expect(again.events).toEqual(told.toReversed());
  expect(new Set(received.map(({ body }) => JSON.parse(body).idempotency_key)).size).toBe(3);
  await act('other_event');
  expect(events().at(-1)).toMatchObject({ event_type: 'customer_account.update' });
  expect(simulator.deliveries()).toHaveLength(4);
});

test('what is not acknowledged comes again ten times, doubling from a minute, by the clock', async () => {
  const { received, create, act, simulator, clock } = await withWebhook(498, 500, 302);
  await act('pay', (await create()).id);
  const waits = [];
  for (let next = simulator.nextAt(); next !== undefined; next = simulator.nextAt()) {
    waits.push((next - clock.at) / second);
    clock.at = next - 1;
    await simulator.runDue();
    const before = received.length;
    clock.at = next;
    await simulator.runDue();
    expect(received.length).toBe(before + 1);
  }
  expect(waits).toEqual(Array.from({ length: 10 }, (_, n) => 60 * 2 ** n));
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(simulator.deliveries()).toMatchObject([{ state: 'given_up', attempts: 11, last_status: 302 }]);
});

test('without a subscription nothing is sent; resending tells it later', async () => {
  const { create, act, simulator, received, url } = await withWebhook(204);
  simulator.configure({ webhook_url: null });
  const { id } = await create();
  await act('pay', id);
  expect(simulator.deliveries()).toEqual([]);
  simulator.configure({ webhook_url: url, webhook_secret: 'another' });
  await act('resend', id);
  expect(received[0]?.headers['webhook-signature']).toBe(signed(received[0]?.body ?? '', 'another'));
});

test('dropped, doubled, delayed, altered, forged and unsigned on demand', async () => {
  const { received, create, act, simulator, clock } = await withWebhook(204);
  const next = async (fault: Parameters<typeof simulator.fail>[0]) => {
    received.length = 0;
    simulator.fail({ operation: 'webhook', ...fault });
    await act('pay', (await create()).id);
    return [...received];
  };
  expect(await next({ kind: 'drop' })).toEqual([]);
  const doubled = await next({ kind: 'duplicate' });
  expect([doubled.length, doubled[0]?.body === doubled[1]?.body, doubled.every(isGenuine)]).toEqual([
    2,
    true,
    true,
  ]);
  expect(await next({ kind: 'delay', seconds: 300 })).toEqual([]);
  clock.at += 300 * second;
  await simulator.runDue();
  expect(received).toHaveLength(1);
  for (const kind of ['alter', 'forge'] as const)
    expect((await next({ kind })).map(isGenuine)).toEqual([false]);
  expect((await next({ kind: 'unsigned' }))[0]?.headers['webhook-signature']).toBeUndefined();
});
