import { expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { ach, fortis, type Received, receiver, second, told } from './test-client.ts';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const own = basic('sim-fortis-postback:sim-fortis-postback-password');
const isGenuine = ({ headers }: Received) => headers.authorization === own;

async function withHook(...statuses: number[]) {
  const target = await receiver(...statuses);
  const all = await fortis();
  all.simulator.configure({ webhook_url: target.url });
  const pay = async () => {
    const link = await all.create({ amount_due: 140 });
    all.simulator.act({ action: 'pay', link });
    await all.simulator.drained();
    return link;
  };
  return { ...all, ...target, pay };
}

test('a payment is told at once, as a form with the whole transaction', async () => {
  const { received, pay, call, simulator } = await withHook(204);
  const link = await pay();
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect([received.length, headers['content-type'], headers.authorization]).toEqual([
    1,
    'application/x-www-form-urlencoded',
    own,
  ]);
  const form = (text: string) => [...new URLSearchParams(text)].filter(([name]) => name !== 'data');
  expect(form(body)).toEqual(form(examples.postback));
  const { data } = told({ headers, body });
  const { json } = await call('GET', `/v2/transactions?paylink_id=${link}`);
  expect(data).toEqual(json.transactions[0]);
  const example = JSON.parse(new URLSearchParams(examples.postback).get('data') ?? '');
  expect(data).toMatchObject({ ...example, id: json.transactions[0].id, paylink_id: link });
  expect(simulator.nextAt()).toBeUndefined();
});

test('CREATE for payments and declines, UPDATE for the bank, nothing for the rest', async () => {
  const { received, create, simulator } = await withHook(200);
  const link = await create({ ach_product_transaction_id: ach });
  for (const action of ['open', 'cancel', 'fail']) simulator.act({ action, link });
  simulator.act({ action: 'pay', link, method: 'bank' });
  for (const action of ['settle', 'charge_back']) simulator.act({ action, link });
  await simulator.drained();
  simulator.act({ action: 'authorise', link: await create() });
  await simulator.drained();
  const all = received.map(told).map(({ type, data }) => `${type} ${data.status_id}`);
  expect(all.toSorted()).toEqual(['CREATE 131', 'CREATE 301', 'UPDATE 134', 'UPDATE 331']);
});

test('three attempts in all, five minutes apart, each counted', async () => {
  const { received, pay, simulator, clock } = await withHook(500, 302, 404);
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
  expect(waits).toEqual([300, 300]);
  expect(received.map((one) => told(one).number_of_attempts)).toEqual(['1', '2', '3']);
  expect(new Set(received.map((one) => told(one).data.id)).size).toBe(1);
  expect(simulator.deliveries()).toMatchObject([{ state: 'given_up', attempts: 3, last_status: 404 }]);
});

test('one that arrives in the end is not sent again; other credentials from then on', async () => {
  const { received, pay, simulator, clock, url } = await withHook(503, 204);
  simulator.configure({ webhook_url: 'http://127.0.0.1:9/hooks' });
  await pay();
  expect(simulator.deliveries()).toMatchObject([{ state: 'pending', attempts: 1, last_status: null }]);
  simulator.configure({ webhook_url: url, webhook_secret: 'ada:love:lace' });
  for (let n = 0; n < 2; n += 1) {
    clock.at = simulator.nextAt() ?? 0;
    await simulator.runDue();
  }
  expect(received.map(({ headers }) => headers.authorization)).toEqual([
    basic('ada:love:lace'),
    basic('ada:love:lace'),
  ]);
  expect([simulator.nextAt(), simulator.deliveries()[0]?.state]).toEqual([undefined, 'delivered']);
});

test('without a target nothing is queued', async () => {
  const { create, simulator } = await fortis();
  simulator.act({ action: 'pay', link: await create() });
  expect(simulator.deliveries()).toEqual([]);
});

test('dropped, doubled, delayed, altered, forged and without credentials on demand', async () => {
  const { received, pay, simulator, clock } = await withHook(204);
  const next = async (fault: Parameters<typeof simulator.fail>[0]) => {
    received.length = 0;
    simulator.fail({ operation: 'webhook', ...fault });
    await pay();
    return received;
  };
  expect(await next({ kind: 'drop' })).toEqual([]);
  const doubled = await next({ kind: 'duplicate' });
  expect([doubled.length, doubled[0]?.body === doubled[1]?.body]).toEqual([2, true]);
  expect(await next({ kind: 'delay', seconds: 300 })).toEqual([]);
  clock.at += 300 * second;
  await simulator.runDue();
  expect(received).toHaveLength(1);
  const [altered] = await next({ kind: 'alter' });
  expect(altered && told(altered).data.transaction_amount).toBe('99999999.99');
  const [forged] = await next({ kind: 'forge' });
  expect(forged && [isGenuine(forged), told(forged).data.transaction_amount]).toEqual([false, '140.00']);
  const [bare] = await next({ kind: 'unsigned' });
  expect(bare).toBeDefined();
  expect(bare?.headers.authorization).toBeUndefined();
  await pay();
  expect(received.slice(1).map(isGenuine)).toEqual([true]);
});
