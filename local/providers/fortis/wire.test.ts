import { expect, test } from 'vitest';
import { ach, day, faults, fortis, newLink, pagePath, paylinks, receiver, second } from './test-client.ts';
import { defaultWire, wireProfile } from './wire.ts';

const address = { email: 'ada@example.com' };

/** One test for each key of the profile, by its name, with another value than the sheet's. */
const cases: Record<string, () => Promise<void>> = {
  async min_amount_minor() {
    const { post } = await fortis({ wire: { min_amount_minor: 100 } });
    expect(faults(await post({ amount_due: 0.99 }))).toEqual([422, 'amount_due']);
    expect((await post({ amount_due: 1 })).status).toBe(201);
  },
  async create_status() {
    const { post } = await fortis({ wire: { create_status: 200 } });
    expect((await post()).status).toBe(200);
  },
  async validation_status() {
    const { post, list, create, put, simulator } = await fortis({ wire: { validation_status: 400 } });
    expect(faults(await post({ email: 'x' }))).toEqual([400, 'email']);
    expect(faults(await list('?page=0'))).toEqual([400, 'page']);
    const id = await create();
    simulator.act({ action: 'pay', link: id });
    expect(faults(await put(id, {}))).toEqual([400, 'status_id']);
  },
  async deleted_status() {
    const { create, call, put } = await fortis({ wire: { deleted_status: 409 } });
    const id = await create();
    await call('DELETE', `${paylinks}/${id}`);
    const again = await call('DELETE', `${paylinks}/${id}`);
    expect([again.status, again.json.name]).toEqual([409, 'Conflict']);
    expect((await call('GET', `${paylinks}/${id}`)).status).toBe(409);
    expect((await put(id, {})).status).toBe(409);
    expect((await call('GET', `${paylinks}/nothing`)).status).toBe(404);
  },
  async unknown_fields() {
    const { call, put, get } = await fortis({ wire: { unknown_fields: 'ignore' } });
    const body = { paylink: { ...newLink, colour: 1, active: 0, status_id: 1 }, extra: 1 };
    const { status, json } = await call('POST', paylinks, body);
    expect([status, json.paylink.active, json.paylink.status_id]).toEqual([201, 1, 0]);
    const { id } = json.paylink;
    expect((await put(id, { location_id: 'elsewhere', active: 0 })).status).toBe(200);
    expect(await get(id)).toEqual(json.paylink);
  },
  async unknown_filter() {
    const { create, list, clock, get } = await fortis({ wire: { unknown_filter: 'ignore' } });
    const id = await create();
    clock.at += 5 * second;
    expect((await list('?colour=red')).json.paylinks).toHaveLength(1);
    expect((await get(id, '?colour=red')).id).toBe(id);
  },
  async unknown_expand() {
    const { create, get } = await fortis({ wire: { unknown_expand: 'ignore' } });
    const got = await get(await create(), '?expand=colour,tags');
    expect([got.tags, 'colour' in got]).toEqual([[], false]);
  },
  async email_needed() {
    const { post, simulator } = await fortis({ wire: { email_needed: false } });
    expect((await post({ delivery_method: 1 })).status).toBe(201);
    expect(faults(await post({ delivery_method: 3 }))).toEqual([422, 'cell_phone']);
    expect(simulator.ledger()[0]?.messages).toEqual([]);
  },
  async duplicate_api_id() {
    const { create, simulator } = await fortis({ wire: { duplicate_api_id: 'ignore' } });
    for (let n = 0; n < 2; n += 1) await create({ paylink_api_id: 'ref1' });
    expect(simulator.ledger().map(({ reference }) => reference)).toEqual(['ref1', 'ref1']);
  },
  async amount_on_put() {
    const { create, put, get, simulator } = await fortis({ wire: { amount_on_put: false } });
    const id = await create();
    expect(faults(await put(id, { amount_due: 1 }))).toEqual([422, 'amount_due']);
    simulator.configure({ wire: { amount_on_put: false, unknown_fields: 'ignore' } });
    await put(id, { amount_due: 1, ...address });
    expect(await get(id)).toMatchObject({ amount_due: '150.50', ...address });
  },
  async default_delivery_method() {
    const { create, post, put, get, simulator } = await fortis({ wire: { default_delivery_method: 1 } });
    expect(faults(await post())).toEqual([422, 'email']);
    const id = await create(address);
    expect((await get(id)).delivery_method).toBe(1);
    expect(simulator.ledger()[0]?.messages).toMatchObject([{ channel: 'email', to: address.email }]);
    await put(id, { delivery_method: 0 });
    expect((await put(id, { delivery_method: null })).json.paylink.delivery_method).toBe(1);
  },
  async resend_when_not_sendable() {
    const { create, call, simulator } = await fortis({ wire: { resend_when_not_sendable: '422' } });
    const resend = async (id: string) => faults(await call('POST', `${paylinks}/${id}/resend`));
    const id = await create({ ...address, delivery_method: 1 });
    expect(await resend(await create())).toEqual([422, 'delivery_method']);
    expect(await resend(id)).toEqual([204]);
    for (const [action, field] of [
      ['expire', 'expire_date'],
      ['deactivate', 'active'],
    ] as const) {
      const link = await create({ ...address, delivery_method: 1 });
      simulator.act({ action, link });
      expect(await resend(link)).toEqual([422, field]);
    }
    simulator.act({ action: 'pay', link: id });
    expect(await resend(id)).toEqual([422, 'status_id']);
  },
  async delete_paid() {
    const { create, call, simulator } = await fortis({ wire: { delete_paid: 'ignore' } });
    const link = await create();
    simulator.act({ action: 'pay', link });
    expect((await call('DELETE', `${paylinks}/${link}`)).status).toBe(204);
    expect(simulator.ledger()[0]).toMatchObject({ state: 'deleted', amount_paid: 15050 });
  },
  async closed_field() {
    const { create, call, put, simulator } = await fortis({ wire: { closed_field: 'closed' } });
    const link = await create();
    simulator.act({ action: 'pay', link });
    expect(faults(await put(link, address))).toEqual([422, 'closed']);
    expect(faults(await call('DELETE', `${paylinks}/${link}`))).toEqual([422, 'closed']);
  },
  async past_expire_date() {
    const { create, simulator } = await fortis({ wire: { past_expire_date: 'ignore' } });
    await create({ expire_date: '2026-03-01' });
    expect(simulator.ledger()[0]?.state).toBe('expired');
  },
  async expire_day_ends() {
    const timeZone = 'America/New_York';
    const { create, raw, clock, simulator } = await fortis({
      timeZone,
      wire: { expire_day_ends: 'utc_end_of_day' },
    });
    const id = await create({ expire_date: '2026-03-02' });
    const status = async (at: string) => {
      clock.at = Date.parse(at);
      return (await raw('GET', pagePath(id))).status;
    };
    expect([await status('2026-03-02T23:59:59Z'), await status('2026-03-03T00:00:00Z')]).toEqual([200, 410]);
    simulator.configure({ wire: { expire_day_ends: 'location_start_of_day' } });
    expect([await status('2026-03-02T04:59:59Z'), await status('2026-03-02T05:00:00Z')]).toEqual([200, 410]);
  },
  async page_size_default() {
    const { list } = await fortis({ wire: { page_size_default: 3 } });
    expect((await list()).json.meta.pagination.perPage).toBe(3);
  },
  async page_size_max() {
    const { list } = await fortis({ wire: { page_size_max: 5 } });
    expect((await list('?page_size=6')).json.meta.pagination.perPage).toBe(5);
    expect((await list()).json.meta.pagination.perPage).toBe(5);
  },
  async current_page_base() {
    const { list } = await fortis({ wire: { current_page_base: 1 } });
    expect((await list('?page=2')).json.meta.pagination.currentPage).toBe(2);
  },
  async list_lag_seconds() {
    const { create, list } = await fortis({ wire: { list_lag_seconds: 0 } });
    await create();
    expect((await list()).json.paylinks).toHaveLength(1);
  },
  async payment_url_expand() {
    const { create, get } = await fortis({ wire: { payment_url_expand: false } });
    expect((await get(await create(), '?expand=payment_url')).payment_url).toBeNull();
  },
  async page_url_template() {
    const wire = { page_url_template: 'https://{portal_host}?paylink_id={id}' };
    const { create, get, raw, simulator } = await fortis({ wire });
    const id = await create();
    const { payment_url } = await get(id, '?expand=payment_url');
    expect(payment_url).toBe(`${simulator.pageBaseUrl}?paylink_id=${id}`);
    expect((await raw('GET', `/?paylink_id=${id}`)).status).toBe(200);
    expect((await raw('GET', pagePath(id))).status).toBe(404);
    simulator.configure({ wire: { page_url_template: 'http://{portal_host}/p/{id}' } });
    expect((await raw('GET', `/p/${id}`)).status).toBe(200);
  },
  async transaction_lookup() {
    const { create, call, simulator } = await fortis({ wire: { transaction_lookup: false } });
    const link = await create();
    simulator.act({ action: 'pay', link });
    expect(faults(await call('GET', `/v2/transactions?paylink_id=${link}`))).toEqual([422, 'paylink_id']);
    expect((await call('GET', '/v2/transactions')).json.transactions[0].paylink_id).toBe(link);
  },
  async transaction_paylink_field() {
    const { create, call, simulator } = await fortis({ wire: { transaction_paylink_field: 'paylink' } });
    const link = await create();
    simulator.act({ action: 'pay', link });
    const { json } = await call('GET', `/v2/transactions?paylink=${link}`);
    expect([json.transactions[0].paylink, json.transactions[0].paylink_id]).toEqual([link, undefined]);
    expect((await call('GET', `/v2/transactions?paylink_id=${link}`)).status).toBe(422);
  },
  async ach_paid_status_ids() {
    const { create, simulator } = await fortis({ wire: { ach_paid_status_ids: [133, 134] } });
    const link = await create({ ach_product_transaction_id: ach });
    simulator.act({ action: 'pay', link, method: 'bank' });
    expect(simulator.act({ action: 'settle', link })).toMatchObject({
      state: 'paid',
      transaction: { status_id: 133 },
    });
  },
  async ach_pending_status_ids() {
    const { create, simulator } = await fortis({ wire: { ach_pending_status_ids: [132] } });
    const link = await create({ ach_product_transaction_id: ach });
    const { transaction, state } = simulator.act({ action: 'pay', link, method: 'bank' });
    expect([state, transaction?.status_id]).toEqual(['processing', 132]);
  },
  async card_paid_status_ids() {
    const { create, simulator } = await fortis({ wire: { card_paid_status_ids: [191] } });
    const acted = simulator.act({ action: 'pay', link: await create() });
    expect(acted).toMatchObject({ state: 'paid', transaction: { status_id: 191 } });
  },
  async authorised_status_ids() {
    const { create, simulator } = await fortis({ wire: { authorised_status_ids: [103] } });
    const acted = simulator.act({ action: 'authorise', link: await create() });
    expect(acted).toMatchObject({ state: 'processing', transaction: { status_id: 103 } });
  },
  async paid_sets_active() {
    const { create, get, simulator } = await fortis({ wire: { paid_sets_active: 0 } });
    const link = await create();
    simulator.act({ action: 'pay', link });
    expect(await get(link)).toMatchObject({ status_id: 1, active: 0 });
    expect(simulator.ledger()[0]?.state).toBe('paid');
  },
  async unknown_contact() {
    const { create, post, get } = await fortis({ wire: { unknown_contact: 'ignore' } });
    expect((await get(await create({ contact_api_id: 'cust-9' }))).contact_id).toBeNull();
    expect(faults(await post({ contact_id: '11f1000000000000000000ff' }))).toEqual([422, 'contact_id']);
  },
  async postback_attempts() {
    const { create, simulator, clock } = await fortis({ wire: { postback_attempts: 1 } });
    const { received, url } = await receiver(500);
    simulator.configure({ webhook_url: url });
    simulator.act({ action: 'pay', link: await create() });
    await simulator.drained();
    clock.at += day;
    await simulator.runDue();
    expect([received.length, simulator.nextAt()]).toEqual([1, undefined]);
  },
  async postback_interval_seconds() {
    const { create, simulator, clock } = await fortis({ wire: { postback_interval_seconds: 7 } });
    const { url } = await receiver(500);
    simulator.configure({ webhook_url: url });
    simulator.act({ action: 'pay', link: await create() });
    await simulator.drained();
    expect(simulator.nextAt()).toBe(clock.at + 7 * second);
  },
};

test('each key has its case', () => {
  expect(Object.keys(cases)).toEqual(Object.keys(defaultWire));
});

test.each(Object.entries(cases))('%s', (_, run) => run());

test('unknown keys and values are refused', () => {
  for (const wrong of [
    { colour: 1 },
    { deleted_status: 410 },
    { unknown_fields: 'accept' },
    { current_page_base: 2 },
  ])
    expect(() => wireProfile(wrong)).toThrow();
});
