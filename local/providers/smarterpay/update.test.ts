import { expect, test } from 'vitest';
import { day, multi, newLink, smarterpay } from './test-client.ts';

const strings = [
  'metadata',
  'metadata_account_validation',
  'metadata_bank_account',
  'metadata_card',
  'metadata_customer_account',
  'metadata_mandate',
  'metadata_recurrence_schedule',
];

test('each metadata string is set, kept and cleared', async () => {
  const { create, put, get } = await smarterpay();
  const { id } = await create();
  for (const name of strings) {
    expect((await put(id, { [name]: name })).json.payment_link[name]).toBe(name);
    expect((await put(id, {})).json.payment_link[name]).toBe(name);
  }
  const all = Object.fromEntries(strings.map((name) => [name, name]));
  expect(await get(id)).toMatchObject(all);
  for (const name of strings) expect((await put(id, { [name]: null })).json.payment_link[name]).toBeNull();
});

test('an empty update changes nothing, get answers exactly as update does', async () => {
  const { create, put, get } = await smarterpay();
  const link = await create();
  const { status, json } = await put(link.id, {});
  expect([status, json.payment_link]).toEqual([200, link]);
  expect(await get(link.id)).toEqual(link);
});

test('what cannot be updated is refused', async () => {
  const { call, create, put, get, refused } = await smarterpay();
  const link = await create();
  for (const name of strings) {
    expect(await refused(put(link.id, { [name]: 'x'.repeat(1001) }))).toEqual([400, 'invalid_value', name]);
    expect(await refused(put(link.id, { [name]: {} }))).toEqual([400, 'invalid_value', name]);
  }
  for (const status of ['active', 'EXPIRED', '', null, true])
    expect(await refused(put(link.id, { status }))).toEqual([400, 'invalid_value', 'status']);
  for (const [name, value] of Object.entries({
    ...newLink,
    description: 'x',
    customer_custom_reference: 'x',
    id: 'x',
  }))
    expect(await refused(put(link.id, { [name]: value }))).toEqual([400, 'unknown_property', name]);
  expect(await refused(put(link.id, { description: null }))).toEqual([
    400,
    'unknown_property',
    'description',
  ]);
  const path = `/paymentlink/${link.id}`;
  expect(await refused(call('PUT', path, {}))).toEqual([400, 'required', 'payment_link']);
  expect(await refused(call('PUT', path, { payment_link: {}, x: 1 }))).toEqual([
    400,
    'unknown_property',
    'x',
  ]);
  expect(await refused(call('PUT', `${path}?id=1`, { payment_link: {} }))).toEqual([
    400,
    'unknown_parameter',
    'id',
  ]);
  expect(await refused(call('GET', `${path}?id=1`))).toEqual([400, 'unknown_parameter', 'id']);
  expect(await get(link.id)).toEqual(link);
});

test('expiring is for ever, may be repeated, and leaves metadata open', async () => {
  const { create, put, visit, simulator } = await smarterpay();
  const { id, url } = await create(multi);
  expect((await put(id, { status: 'expired', metadata: 'a' })).json.payment_link).toMatchObject({
    status: 'expired',
    metadata: 'a',
    expiry: 'never',
    completed_at: null,
  });
  expect((await put(id, { status: 'expired' })).status).toBe(200);
  expect((await put(id, { metadata: 'b' })).json.payment_link).toMatchObject({
    status: 'expired',
    metadata: 'b',
  });
  expect((await visit(url)).status).toBe(410);
  expect(simulator.ledger()[0]).toMatchObject({ state: 'expired', visited_at: null });
});

test('a completed link may be expired too, and stays completed', async () => {
  const { create, put, get, simulator } = await smarterpay();
  const { id: link } = await create();
  simulator.act({ action: 'pay', link });
  const paid = await get(link);
  expect(paid).toMatchObject({ status: 'expired', completed_at: '2026-03-02 09:15:04' });
  expect((await put(link, { status: 'expired' })).json.payment_link).toEqual(paid);
  expect(simulator.ledger()[0]?.state).toBe('paid');
});

test('a link expires by the clock, at the second that it says', async () => {
  const { clock, create, get, simulator } = await smarterpay();
  const { id, expiry } = await create({ ecommerce_page: 'EP02CARDEXPIRE000001' });
  const end = Date.parse(`${expiry}Z`);
  expect(end).toBe(Math.floor(clock.at / 1000) * 1000 + day);
  clock.at = end - 1;
  expect((await get(id)).status).toBe('active');
  clock.at = end;
  expect(await get(id)).toMatchObject({ status: 'expired', expiry });
  expect(simulator.ledger()[0]?.state).toBe('expired');
});
