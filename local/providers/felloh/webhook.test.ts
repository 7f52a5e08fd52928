import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { felloh, type Received, receiver, second, start } from './test-client.ts';

const secret = 'sim-felloh-webhook-secret';
const signed = (body: string, by = secret) => createHmac('sha256', by).update(body).digest('hex');
const isGenuine = ({ headers, body }: Received) => headers['x-signature'] === signed(body);

async function withWebhook(...statuses: number[]) {
  const target = await receiver(...statuses);
  const all = await felloh();
  all.simulator.configure({ webhook_url: target.url });
  const pay = async (fields: Record<string, unknown> = {}) => {
    const link = await all.create(fields);
    all.simulator.act({ action: 'pay', link, method: 'card' });
    await all.simulator.drained();
    return link;
  };
  return { ...all, ...target, pay };
}

test('a payment is told at once, signed over the exact bytes, as the sheet shows', async () => {
  const { received, pay, simulator } = await withWebhook(204);
  const link = await pay({ booking_id: simulator.fixtures.booking.id });
  expect(received).toHaveLength(1);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect(headers['content-type']).toBe('application/json');
  expect(headers['x-signature']).toBe(signed(body));
  const told = JSON.parse(body);
  expect(told).toEqual({
    ...examples.webhook.flat,
    completed_at: Math.floor(start / 1000),
    payment_link: { id: link },
    provider: { name: 'SIMULATOR', reference: 'sim-000001' },
    transaction: { id: simulator.ledger()[0]?.transactions[0]?.id },
  });
  expect(Object.keys(told)).toEqual(Object.keys(examples.webhook.flat));
  expect(simulator.nextAt()).toBeUndefined();
});

test('declined and settled payments are told, other ends are not', async () => {
  const { received, create, simulator } = await withWebhook(204);
  const link = await create();
  for (const action of ['open', 'cancel', 'fail']) simulator.act({ action, link });
  simulator.act({ action: 'pay', link, method: 'open_banking' });
  simulator.act({ action: 'settle_fail', link });
  await simulator.drained();
  expect(received.map(({ body }) => JSON.parse(body).status)).toEqual(['DECLINED']);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ booking: null, completed_at: null });
  simulator.act({ action: 'pay', link, method: 'open_banking' });
  simulator.act({ action: 'settle', link });
  await simulator.drained();
  expect(received.map(({ body }) => JSON.parse(body).status)).toEqual(['DECLINED', 'COMPLETE']);
});

test('refused deliveries come again five times, doubling from a minute, by the clock', async () => {
  const { received, pay, simulator, clock } = await withWebhook(500, 302, 404);
  await pay();
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
  expect(waits).toEqual([60, 120, 240, 480, 960]);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  expect(received.every(isGenuine)).toBe(true);
  expect(simulator.deliveries()).toMatchObject([{ state: 'given_up', attempts: 6, last_status: 404 }]);
});

test('a delivery that arrives in the end is not sent again; nobody there counts as refused', async () => {
  const { received, pay, simulator, clock, url } = await withWebhook(503, 204);
  simulator.configure({ webhook_url: 'http://127.0.0.1:9/hooks' });
  await pay();
  expect(simulator.deliveries()).toMatchObject([{ state: 'pending', attempts: 1, last_status: null }]);
  simulator.configure({ webhook_url: url, webhook_secret: 'another secret' });
  for (let n = 0; n < 2; n += 1) {
    clock.at = simulator.nextAt() ?? 0;
    await simulator.runDue();
  }
  expect(received).toHaveLength(2);
  expect(received[1]?.headers['x-signature']).toBe(signed(received[1]?.body ?? '', 'another secret'));
  expect([simulator.nextAt(), simulator.deliveries()[0]?.state]).toEqual([undefined, 'delivered']);
});

test('without a target nothing is queued', async () => {
  const { create, simulator } = await felloh();
  simulator.act({ action: 'pay', link: await create() });
  expect(simulator.deliveries()).toEqual([]);
});

test('dropped, doubled, delayed, altered, forged and unsigned on demand', async () => {
  const { received, pay, simulator, clock } = await withWebhook(204);
  const next = async (fault: Parameters<typeof simulator.fail>[0]) => {
    received.length = 0;
    simulator.fail({ operation: 'webhook', ...fault });
    await pay();
    return received;
  };
  expect(await next({ kind: 'drop' })).toEqual([]);
  const doubled = await next({ kind: 'duplicate' });
  expect([doubled.length, doubled[0]?.body === doubled[1]?.body, doubled.every(isGenuine)]).toEqual([
    2,
    true,
    true,
  ]);

  expect(await next({ kind: 'delay', seconds: 300 })).toEqual([]);
  expect(simulator.nextAt()).toBe(clock.at + 300 * second);
  clock.at += 300 * second;
  await simulator.runDue();
  expect(received).toHaveLength(1);

  expect(await next({ kind: 'duplicate', seconds: 60 })).toHaveLength(1);
  clock.at += 60 * second;
  await simulator.runDue();
  expect(received).toHaveLength(2);

  const [altered] = await next({ kind: 'alter' });
  expect(altered && [isGenuine(altered), JSON.parse(altered.body).amount]).toEqual([false, 22500]);
  const [forged] = await next({ kind: 'forge' });
  expect(forged && [isGenuine(forged), JSON.parse(forged.body).amount]).toEqual([false, 12500]);
  const [unsigned] = await next({ kind: 'unsigned' });
  expect(unsigned?.headers['x-signature']).toBeUndefined();
  expect((await next({ kind: 'drop', times: 1 })).length).toBe(0);
  await pay();
  expect(received.every(isGenuine)).toBe(true);
});
