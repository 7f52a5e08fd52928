import { expect, test } from 'vitest';
import { mandate, multi, newLink, schedule, second, smarterpay, validation } from './test-client.ts';

async function withLinks(...all: object[]) {
  const world = await smarterpay();
  const links: { id: string }[] = [];
  for (const fields of all) {
    links.push(await world.create({ ...fields }));
    world.clock.at += second;
  }
  world.clock.at += 5 * second;
  return { ...world, links, ids: links.map(({ id }) => id) };
}

test('oldest first, forty at a time, in pages', async () => {
  const { list, ids, call } = await withLinks(...Array.from({ length: 43 }, () => ({})));
  expect(await list()).toEqual(ids.slice(0, 40));
  expect(await list('?page_no=2')).toEqual(ids.slice(40));
  expect(await list('?page_no=3')).toEqual([]);
  expect(await list('?limit=500')).toEqual(ids);
  expect(await list('?limit=10&page_no=5')).toEqual(ids.slice(40));
  expect(await list('?sort_order=desc&limit=1')).toEqual(ids.slice(-1));
  expect(await list('?sort_field=created_at&sort_order=desc&limit=500')).toEqual(ids.toReversed());
  for (const field of ['id', 'type'])
    expect(await list(`?sort_field=${field}&sort_order=asc&limit=500`)).toEqual(ids.toSorted());
  expect((await call('GET', '/paymentlinks?limit=1')).json).toEqual({ payment_links: [expect.anything()] });
});

test('a listed link is what get answers', async () => {
  const { call, get, ids } = await withLinks(validation);
  const { json } = await call('GET', '/paymentlinks');
  expect(json).toEqual({ payment_links: [await get(ids[0] ?? '')] });
});

test('exact filters match the whole value, the others a part with its case; all are joined by and', async () => {
  const { list, ids } = await withLinks(
    { ...newLink, card_payment_custom_reference: 'REF-100', customer_custom_reference: 'Invoice 1' },
    { ...multi, card_payment_custom_reference: 'REF-1001', recurrence_schedule: 'RS01SAMPLESCHEDULE01' },
    { ...mandate, auddis: 'AUDDIS-7', bank_account_custom_reference: 'bank-7' },
    { ...schedule, recurrence_schedule_custom_reference: 'plan-7', customer_custom_reference: 'Invoice 12' },
    validation,
  );
  const at = (...places: number[]) => places.map((place) => ids[place]);
  const cases: [string, unknown[]][] = [
    [`id=${ids[2]}`, at(2)],
    [`id=${ids[2]?.slice(0, -1)}`, []],
    ['ecommerce_page_id=EP02CARDMULTI0000001', at(1)],
    ['ecommerce_page_id=EP02CARD', []],
    ['customer_account_id=CA01SAMPLECUSTOMER01', at(2, 3)],
    ['bank_account_id=BA01SAMPLEBANKACC001', at(4)],
    ['mandate_id=MA01SAMPLEMANDATE001', at(3)],
    ['recurrence_schedule_id=RS01SAMPLESCHEDULE01', at(1)],
    ['auddis=DIS-', at(2)],
    ['bank_account_custom_reference=k-7', at(2)],
    ['card_payment_custom_reference=REF-100', at(0, 1)],
    ['card_payment_custom_reference=ref-100', []],
    ['customer_custom_reference=Invoice+1', at(0, 3)],
    ['recurrence_schedule_custom_reference=plan', at(3)],
    ['customer_account_id=CA01SAMPLECUSTOMER01&auddis=A', at(2)],
    ['card_payment_custom_reference=REF&ecommerce_page_id=EP02CARDMULTI0000001', at(1)],
  ];
  for (const [query, found] of cases) expect([query, await list(`?${query}`)]).toEqual([query, found]);
});

test('out of range, repeated and unknown parameters, and a body', async () => {
  const { call, refused, raw } = await smarterpay();
  for (const [query, code, field] of [
    ['limit=0', 'invalid_value', 'limit'],
    ['limit=501', 'invalid_value', 'limit'],
    ['limit=', 'invalid_value', 'limit'],
    ['limit=1.5', 'invalid_value', 'limit'],
    ['limit=ten', 'invalid_value', 'limit'],
    ['page_no=0', 'invalid_value', 'page_no'],
    ['page_no=-1', 'invalid_value', 'page_no'],
    ['sort_field=amount', 'invalid_value', 'sort_field'],
    ['sort_order=ASC', 'invalid_value', 'sort_order'],
    ['limit=1&limit=2', 'invalid_value', 'limit'],
    ['status=active', 'unknown_parameter', 'status'],
    ['customer_account=CA01SAMPLECUSTOMER01', 'unknown_parameter', 'customer_account'],
    ['created_at=2026-03-02', 'unknown_parameter', 'created_at'],
    ['metadata=x', 'unknown_parameter', 'metadata'],
    ['Limit=1', 'unknown_parameter', 'Limit'],
  ])
    expect([query, ...(await refused(call('GET', `/paymentlinks?${query}`)))]).toEqual([
      query,
      400,
      code,
      field,
    ]);
  expect((await raw('GET', '/paymentlinks')).status).toBe(401);
});

test('a new link appears after five seconds, what changed of it at once', async () => {
  const { clock, create, get, list, put, call, simulator } = await smarterpay();
  const { id } = await create();
  expect((await get(id)).id).toBe(id);
  clock.at += 5 * second - 1;
  expect(await list()).toEqual([]);
  clock.at += 1;
  expect(await list()).toEqual([id]);
  await put(id, { status: 'expired' });
  expect((await call('GET', '/paymentlinks')).json.payment_links[0].status).toBe('expired');
  simulator.configure({ list_lag_seconds: 60 });
  expect(await list()).toEqual([]);
});
