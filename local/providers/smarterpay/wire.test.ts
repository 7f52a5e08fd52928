import { expect, test } from 'vitest';
import type { SmarterpaySimulator } from './index.ts';
import { mandate, newLink, receiver, schedule, second, smarterpay, start } from './test-client.ts';
import { defaultWire, wireProfile } from './wire.ts';

const hour = 60 * 60 * 1000;

async function told(simulator: SmarterpaySimulator, action: string, link: string) {
  const { received, url } = await receiver(204);
  simulator.configure({ webhook_url: url });
  simulator.act({ action, link });
  await simulator.drained();
  return JSON.parse(received[0]?.body ?? '').events[0];
}

/** One test for each key of the profile, by its name, with another value than the sheet's. */
const cases: Record<string, () => Promise<void>> = {
  async amount_unit() {
    const { create, post, refused, simulator, visit } = await smarterpay({
      wire: { amount_unit: 'major_string' },
    });
    const { amount, url } = await create({ amount: '27.50' });
    expect(amount).toBe('27.50');
    expect((await visit(url)).text).toContain('£27.50');
    expect(
      (await create({ ...schedule, amount: 3, first_collection_amount: '0.05' })).first_collection_amount,
    ).toBe('0.05');
    expect(simulator.ledger().map((link) => link.amount)).toEqual([2750, 300]);
    for (const wrong of ['2750', '27.5', '27.500', '0.00', '.50', '027.50', '100000000.00', 27.5])
      expect([wrong, ...(await refused(post({ ...newLink, amount: wrong })))]).toEqual([
        wrong,
        400,
        'invalid_value',
        'amount',
      ]);
    await create({ amount: '99999999.99' });
  },
  async max_amount_minor() {
    const { create, post, refused } = await smarterpay({ wire: { max_amount_minor: 500 } });
    await create({ amount: '500' });
    expect(await refused(post({ ...newLink, amount: '501' }))).toEqual([400, 'invalid_value', 'amount']);
  },
  async time_zone() {
    const { clock, create } = await smarterpay({ wire: { time_zone: 'Europe/London' } });
    clock.at = Date.parse('2026-03-28T23:30:00Z');
    expect(await create({ ecommerce_page: 'EP02CARDEXPIRE000001' })).toMatchObject({
      created_at: '2026-03-28 23:30:00',
      expiry: '2026-03-30 00:30:00',
    });
  },
  async create_status() {
    const { post } = await smarterpay({ wire: { create_status: 200 } });
    expect((await post(newLink)).status).toBe(200);
  },
  async validation_status() {
    const { call, post, refused } = await smarterpay({ wire: { validation_status: 422 } });
    expect(await refused(post({ ...newLink, amount: '0' }))).toEqual([422, 'invalid_value', 'amount']);
    expect(await refused(call('GET', '/paymentlinks?limit=0'))).toEqual([422, 'invalid_value', 'limit']);
    expect(await refused(call('POST', '/paymentlink', '{'))).toEqual([400, 'invalid_request', null]);
  },
  async not_found_status() {
    const { call } = await smarterpay({ wire: { not_found_status: 400 } });
    expect((await call('GET', '/paymentlink/PL01')).status).toBe(400);
    expect((await call('GET', '/nowhere')).status).toBe(404);
  },
  async bad_token_status() {
    const { raw } = await smarterpay({ wire: { bad_token_status: 403 } });
    expect((await raw('GET', '/paymentlinks')).status).toBe(403);
  },
  async idempotency_clash_status() {
    const { post } = await smarterpay({ wire: { idempotency_clash_status: 422 } });
    await post(newLink, 'a');
    expect((await post({ ...newLink, amount: '1' }, 'a')).status).toBe(422);
  },
  async idempotency_hours() {
    const { clock, post, simulator } = await smarterpay({ wire: { idempotency_hours: 1 } });
    await post(newLink, 'a');
    clock.at += hour;
    expect((await post({ ...newLink, amount: '1' }, 'a')).status).toBe(201);
    expect(simulator.ledger()).toHaveLength(2);
  },
  async unknown_property() {
    const { call, create, put } = await smarterpay({ wire: { unknown_property: 'ignore' } });
    const link = await create({ colour: 'red', status: 'expired', url: 'x' });
    expect(link.status).toBe('active');
    expect((await put(link.id, { amount: '1', colour: 1 })).json.payment_link).toEqual(link);
    expect((await call('POST', '/paymentlink', { payment_link: newLink, more: 1 })).status).toBe(201);
  },
  async unknown_parameter() {
    const { call, refused } = await smarterpay({ wire: { unknown_parameter: 'ignore' } });
    expect((await call('GET', '/paymentlinks?status=active&status=expired')).status).toBe(200);
    expect(await refused(call('GET', '/paymentlinks?limit=501'))).toEqual([400, 'invalid_value', 'limit']);
  },
  async override_not_allowed() {
    const { create } = await smarterpay({ wire: { override_not_allowed: 'ignore' } });
    const link = await create({ ...mandate, amount: '2750', start_date: '2026-04-01', auddis: 'A' });
    expect(link).toMatchObject({ amount: null, start_date: null, auddis: 'A' });
  },
  async single_use_status() {
    const { create, get, visit, simulator } = await smarterpay({ wire: { single_use_status: 'active' } });
    const { id, url } = await create();
    simulator.act({ action: 'pay', link: id });
    expect(await get(id)).toMatchObject({ status: 'active', completed_at: '2026-03-02 09:15:04' });
    expect((await visit(url)).status).toBe(410);
  },
  async expire_completed() {
    const { create, put, refused, simulator } = await smarterpay({ wire: { expire_completed: 'reject' } });
    const { id: link } = await create();
    expect((await put(link, { status: 'expired' })).status).toBe(200);
    expect((await put(link, { status: 'expired' })).status).toBe(200);
    const { id: paid } = await create();
    simulator.act({ action: 'pay', link: paid });
    expect(await refused(put(paid, { status: 'expired', metadata: 'x' }))).toEqual([
      400,
      'invalid_value',
      'status',
    ]);
    expect(simulator.ledger()[1]?.metadata).toBeNull();
    expect((await put(paid, { metadata: 'x' })).status).toBe(200);
  },
  async completed_means_paid() {
    // Only the adapter's: the simulator knows what has been paid.
    const { create, simulator } = await smarterpay({ wire: { completed_means_paid: true } });
    const { id: link } = await create();
    simulator.act({ action: 'pay_pending', link });
    expect(simulator.ledger()[0]?.state).toBe('processing');
  },
  async reference_field() {
    const reference_field = { ...defaultWire.reference_field, card_payment: 'customer_custom_reference' };
    const { create, simulator } = await smarterpay({ wire: { reference_field } });
    await create({ card_payment_custom_reference: 'a', customer_custom_reference: 'b' });
    expect(simulator.ledger()[0]?.reference).toBe('b');
  },
  async merchant_reference_field() {
    const { create, simulator } = await smarterpay({ wire: { merchant_reference_field: 'metadata_card' } });
    await create({ metadata_card: 'm' });
    expect(simulator.ledger()[0]?.merchant_reference).toBe('m');
  },
  async webhook_reference_field() {
    const { create, simulator } = await smarterpay({ wire: { webhook_reference_field: 'reference' } });
    const { id } = await create({ card_payment_custom_reference: 'ours' });
    expect(await told(simulator, 'pay', id)).toMatchObject({ reference: 'ours', custom_reference: null });
  },
  async webhook_amount_unit() {
    const { create, simulator } = await smarterpay({ wire: { webhook_amount_unit: 'major_string' } });
    const { id, amount } = await create({ amount: '5' });
    expect([amount, (await told(simulator, 'pay', id)).initial_amount]).toEqual(['5', '0.05']);
  },
  async card_paid_statuses() {
    const { create, simulator } = await smarterpay({ wire: { card_paid_statuses: ['captured'] } });
    const { id } = await create();
    expect((await told(simulator, 'pay', id)).status).toBe('captured');
    expect(simulator.ledger()[0]?.state).toBe('paid');
  },
  async card_pending_statuses() {
    const { create, simulator } = await smarterpay({ wire: { card_pending_statuses: ['review'] } });
    const { id } = await create();
    expect((await told(simulator, 'pay_pending', id)).status).toBe('review');
    expect(simulator.act({ action: 'settle', link: id })).toMatchObject({ state: 'paid' });
  },
  async card_failed_statuses() {
    const { create, simulator } = await smarterpay({ wire: { card_failed_statuses: ['declined'] } });
    expect((await told(simulator, 'fail', (await create()).id)).status).toBe('declined');
  },
  async past_last_page() {
    const { clock, create, list } = await smarterpay({ wire: { past_last_page: 'last' } });
    expect(await list('?page_no=2')).toEqual([]);
    const ids = [(await create()).id, (await create()).id, (await create()).id];
    clock.at += 5 * second;
    expect(await list('?limit=2&page_no=9')).toEqual(ids.slice(2));
  },
  async list_lag_seconds() {
    const { clock, create, list } = await smarterpay({ wire: { list_lag_seconds: 60 } });
    const { id } = await create();
    clock.at += 59 * second;
    expect(await list()).toEqual([]);
    clock.at += second;
    expect(await list()).toEqual([id]);
  },
  async webhook_retries() {
    const { clock, create, simulator } = await smarterpay({ wire: { webhook_retries: 1 } });
    simulator.configure({ webhook_url: 'http://127.0.0.1:9/' });
    simulator.act({ action: 'pay', link: (await create()).id });
    await simulator.drained();
    clock.at = simulator.nextAt() ?? 0;
    await simulator.runDue();
    expect(simulator.deliveries()).toMatchObject([{ state: 'given_up', attempts: 2 }]);
  },
  async webhook_first_interval_seconds() {
    const { create, simulator } = await smarterpay({ wire: { webhook_first_interval_seconds: 5 } });
    simulator.configure({ webhook_url: 'http://127.0.0.1:9/' });
    simulator.act({ action: 'pay', link: (await create()).id });
    await simulator.drained();
    expect(simulator.nextAt()).toBe(start + 5 * second);
  },
};

test.each(Object.entries(cases))('%s', async (_, check) => check());

test('every key of the profile has its test', () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(defaultWire).toSorted());
});

test('unknown keys and values are refused', () => {
  for (const wrong of [
    { colour: 1 },
    { amount_unit: 'pounds' },
    { time_zone: 'Mars/Base' },
    { reference_field: { cash: 'auddis' } },
  ])
    expect(() => wireProfile(wrong)).toThrow();
});
