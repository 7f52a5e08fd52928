import { expect, test } from 'vitest';
import { day, felloh, newLink, receiver, second, start } from './test-client.ts';
import { defaultWire, wireProfile } from './wire.ts';

const links = '/agent/payment-links';

/** One test for each key of the profile, by its name, with another value than the sheet's. */
const cases: Record<string, () => Promise<void>> = {
  async currencies() {
    const { create, codes, raw } = await felloh({ wire: { currencies: { GBP: 'GBX', CHF: 'CHX' } } });
    await create({ currency: 'CHX' });
    expect(await codes('PUT', links, { ...newLink, currency: 'EUX' })).toEqual([
      422,
      'payment_link.currency',
    ]);
    expect(
      (await raw('GET', '/enums', { headers: { accept: '*/*' } })).json.data.currency.CHX.major_unit,
    ).toBe('CHF');
  },
  async max_amount_minor() {
    const { create, codes } = await felloh({ wire: { max_amount_minor: 500 } });
    await create({ amount: 500 });
    expect(await codes('PUT', links, { ...newLink, amount: 501 })).toEqual([422, 'payment_link.amount']);
  },
  async token_seconds() {
    const { clock, login, list } = await felloh({ wire: { token_seconds: 60 } });
    await login();
    clock.at += 60 * second;
    expect((await list()).status).toBe(401);
  },
  async create_status() {
    const { call } = await felloh({ wire: { create_status: 201 } });
    const { status, json } = await call('PUT', links, newLink);
    expect([status, json.meta.code, json.meta.reason]).toEqual([201, 201, 'Created']);
  },
  async validation_status() {
    const { call } = await felloh({ wire: { validation_status: 400 } });
    const { status, json } = await call('PUT', links, { ...newLink, amount: 0 });
    expect([status, json.errors[0].type, json.meta.status]).toEqual([400, 'validation_error', 400]);
  },
  async success_errors() {
    const { list, simulator } = await felloh({ wire: { success_errors: 'array' } });
    expect((await list()).json.errors).toEqual([]);
    simulator.configure({ wire: { success_errors: 'missing' } });
    expect('errors' in (await list()).json).toBe(false);
  },
  async token_success_errors() {
    const { call, simulator } = await felloh({ wire: { token_success_errors: 'object' } });
    const { publicKey: public_key, privateKey: private_key } = simulator.fixtures;
    expect((await call('POST', '/token', { public_key, private_key })).json.errors).toEqual({});
  },
  async error_meta() {
    const { call, simulator } = await felloh({ wire: { error_meta: 'code' } });
    const meta = async () => Object.keys((await call('GET', `${links}/x`)).json.meta).slice(0, 2);
    expect(await meta()).toEqual(['code', 'reason']);
    simulator.configure({ wire: { error_meta: 'status' } });
    expect(await meta()).toEqual(['status', 'reason']);
  },
  async count_type() {
    const { list } = await felloh({ wire: { count_type: 'number' } });
    expect((await list()).json.meta.count).toBe(0);
  },
  async take_default() {
    const { create, list } = await felloh({ wire: { take_default: 1, list_lag_seconds: 0 } });
    for (let n = 0; n < 2; n += 1) await create();
    expect((await list()).json.data).toHaveLength(1);
  },
  async take_max() {
    const { codes } = await felloh({ wire: { take_max: 5 } });
    expect(await codes('POST', links, { organisation: 'X1234', take: 6 })).toEqual([
      422,
      'payment_link.take',
    ]);
  },
  async methods_default() {
    const { create, codes, get } = await felloh({ wire: { methods_default: false } });
    expect(await codes('PUT', links, newLink)).toEqual([
      422,
      'payment_link.open_banking_enabled',
      'payment_link.card_enabled',
    ]);
    expect((await get(await create({ card_enabled: true }))).methods).toEqual({
      open_banking: false,
      card: true,
    });
  },
  async expires_at_means() {
    const { create, get } = await felloh({ wire: { expires_at_means: 'start_of_day_utc' } });
    expect((await get(await create({ expires_at: '2026-03-31' }))).expires_at).toBe(
      '2026-03-31T00:00:00.000Z',
    );
  },
  async default_expiry_days() {
    const { create, get } = await felloh({ wire: { default_expiry_days: 7 } });
    expect((await get(await create())).expires_at).toBe(new Date(start + 7 * day).toISOString());
  },
  async past_expires_at() {
    const { create, simulator } = await felloh({ wire: { past_expires_at: 'ignore' } });
    await create({ expires_at: '2026-03-01' });
    expect(simulator.ledger()[0]?.state).toBe('expired');
  },
  async open_creates_transaction() {
    const { create, raw, submit, simulator } = await felloh({ wire: { open_creates_transaction: false } });
    const id = await create({ excluded_card_types: ['AMEX'] });
    expect((await raw('GET', `/pay/${id}`)).text).not.toContain('name="transaction"');
    expect((await submit(id, { action: 'pay', method: 'card', card_type: 'AMEX' })).status).toBe(422);
    expect(simulator.ledger()[0]?.transactions).toEqual([]);
    expect((await submit(id, { action: 'pay', method: 'card' })).status).toBe(303);
    expect(simulator.ledger()[0]).toMatchObject({ state: 'paid', transactions: [{ status: 'COMPLETE' }] });
  },
  async open_transaction_status() {
    const { create, open, submit, simulator } = await felloh({
      wire: { open_transaction_status: 'PAYMENTINPROGRESS' },
    });
    const id = await create();
    const transaction = await open(id);
    expect(simulator.ledger()[0]?.transactions[0]?.status).toBe('PAYMENTINPROGRESS');
    expect((await submit(id, { action: 'pay', method: 'card', transaction })).status).toBe(303);
  },
  async processing_statuses() {
    const { create, call, simulator } = await felloh({ wire: { processing_statuses: ['AWAITING_BANK'] } });
    simulator.act({ action: 'pay', link: await create(), method: 'open_banking' });
    const body = { organisation: 'X1234', statuses: ['AWAITING_BANK'] };
    expect((await call('POST', '/agent/transactions', body)).json.data).toHaveLength(1);
    expect(simulator.ledger()[0]?.state).toBe('processing');
  },
  async authorised_status() {
    const { create, simulator } = await felloh({ wire: { authorised_status: 'AUTHORISED' } });
    const link = await create({ authorisation_only: true });
    expect(simulator.act({ action: 'pay', link })).toMatchObject({ transaction: { status: 'AUTHORISED' } });
  },
  async delete_blocked_by() {
    const { create, open, codes, simulator } = await felloh({
      wire: { delete_blocked_by: 'completed_transaction' },
    });
    const [opened, paid] = [await create(), await create()];
    await open(opened);
    simulator.act({ action: 'pay', link: paid });
    expect(await codes('DELETE', `${links}/${opened}`)).toEqual([200]);
    expect(await codes('DELETE', `${links}/${paid}`)).toEqual([422, 'payment_link.has_transactions']);
  },
  async has_transactions_status() {
    const { create, open, codes } = await felloh({ wire: { has_transactions_status: 409 } });
    const id = await create();
    await open(id);
    expect(await codes('DELETE', `${links}/${id}`)).toEqual([409, 'payment_link.has_transactions']);
  },
  async deleted_status() {
    const { create, codes } = await felloh({ wire: { deleted_status: 410 } });
    const id = await create();
    await codes('DELETE', `${links}/${id}`);
    expect(await codes('GET', `${links}/${id}`)).toEqual([410, 'payment_link.not_found']);
  },
  async assign_again() {
    const { create, codes, simulator } = await felloh({ wire: { assign_again: 'reject' } });
    const { id: booking_id } = simulator.fixtures.booking;
    const path = `${links}/${await create()}/assign`;
    expect(await codes('POST', path, { booking_id })).toEqual([200]);
    expect(await codes('POST', path, { booking_id })).toEqual([422, 'payment_link.booking_id']);
  },
  async keyword_match() {
    const { create, list } = await felloh({ wire: { keyword_match: 'exact', list_lag_seconds: 0 } });
    await create();
    expect((await list({ keyword: 'ada@example.co' })).json.meta.count).toBe('0');
    expect((await list({ keyword: 'ada@example.com' })).json.meta.count).toBe('1');
  },
  async date_bounds() {
    const { create, list } = await felloh({ wire: { date_bounds: 'to_day_excluded', list_lag_seconds: 0 } });
    await create();
    expect((await list({ date_to: '2026-03-02' })).json.meta.count).toBe('0');
    expect((await list({ date_to: '2026-03-03' })).json.meta.count).toBe('1');
  },
  async foreign_organisation_status() {
    const { codes } = await felloh({ wire: { foreign_organisation_status: 404 } });
    expect(await codes('PUT', links, { ...newLink, organisation: 'X9' })).toEqual([
      404,
      'organisation.forbidden',
    ]);
  },
  async redirect_properties() {
    const { codes, simulator } = await felloh({ wire: { redirect_properties: false } });
    const body = { ...newLink, success_url: 'https://example.com/' };
    expect(await codes('PUT', links, body)).toEqual([422, 'payment_link.success_url']);
    simulator.configure({ wire: { redirect_properties: false, unknown_property: 'ignore' } });
    expect(await codes('PUT', links, body)).toEqual([200]);
    expect(simulator.ledger()[0]?.success_url).toMatch(/\/pay\/.*\/success$/);
  },
  async unknown_property() {
    const { codes } = await felloh({ wire: { unknown_property: 'ignore' } });
    expect(await codes('PUT', `${links}?x=1`, { ...newLink, colour: 'blue' })).toEqual([200]);
  },
  async page_url_template() {
    const wire = { page_url_template: '{page_base_url}/l/{id}?from=mail' };
    const { create, raw, simulator } = await felloh({ wire });
    const id = await create();
    expect(simulator.ledger()[0]?.url).toBe(`${simulator.pageBaseUrl}/l/${id}?from=mail`);
    expect((await raw('GET', `/pay/l/${id}?from=mail`)).status).toBe(200);
    expect((await raw('GET', `/pay/${id}`)).status).toBe(404);
  },
  async webhook_shape() {
    const { received, url } = await receiver(204);
    const { create, simulator } = await felloh({ wire: { webhook_shape: 'event_data' } });
    simulator.configure({ webhook_url: url });
    simulator.act({ action: 'pay', link: await create() });
    await simulator.drained();
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      event: 'transaction.complete',
      data: {
        id: simulator.ledger()[0]?.transactions[0]?.id,
        amount: 12500,
        currency: 'GBX',
        status: { id: 'COMPLETE' },
      },
    });
  },
  async create_sends() {
    const { create, simulator } = await felloh({ wire: { create_sends: true } });
    await create();
    expect(simulator.ledger()[0]?.emailed_at).toBe(new Date(start).toISOString());
  },
  async webhook_retries() {
    const { received, url } = await receiver(500);
    const wire = { webhook_retries: 1, webhook_first_interval_seconds: 5 };
    const { clock, create, simulator } = await felloh({ wire });
    simulator.configure({ webhook_url: url });
    simulator.act({ action: 'pay', link: await create() });
    await simulator.drained();
    expect(simulator.nextAt()).toBe(clock.at + 5 * second);
    clock.at += 5 * second;
    await simulator.runDue();
    expect([received.length, simulator.nextAt()]).toEqual([2, undefined]);
  },
  async list_lag_seconds() {
    const { create, list } = await felloh({ wire: { list_lag_seconds: 0 } });
    await create();
    expect((await list()).json.meta.count).toBe('1');
  },
};

test.each(Object.keys(cases))('%s', async (key) => {
  await cases[key]?.();
});

test('every key of the profile that a simulator can show is shown', () => {
  // The first interval is shown with the retries; the skew is a matter of the adapter's clock.
  const shown = [...Object.keys(cases), 'webhook_first_interval_seconds', 'match_skew_seconds'];
  expect(shown.toSorted()).toEqual(Object.keys(defaultWire).toSorted());
});

test('unknown keys and values are refused', () => {
  expect(() => wireProfile({ colour: 1 })).toThrow();
  expect(() => wireProfile({ count_type: 'bigint' })).toThrow();
});
