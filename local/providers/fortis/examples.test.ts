import { expect, test } from 'vitest';
import examples from './examples.json' with { type: 'json' };
import { faults, fortis, paylinks, second, start } from './test-client.ts';
import { defaultWire } from './wire.ts';

/** The values that a run makes itself. */
function like(answer: unknown, run: { url: string; ids: Readonly<Record<string, string>> }): object {
  const text = Object.entries(run.ids).reduce(
    (all, [theirs, ours]) => all.replaceAll(theirs, ours),
    JSON.stringify(answer),
  );
  const sandbox = 'https://api.sandbox.zeamster.com';
  const portal = 'https://merchant.example.com';
  return JSON.parse(text.replaceAll(sandbox, run.url).replaceAll(portal, run.url));
}

/** The same keys in the same order. */
const keys = (value: object) =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'object' || inner === null ? inner : '')).replaceAll(
    'null',
    '""',
  );

const exampleId = '11f1183c5a7e90b2a4c6d8e0';

test('the default wire profile is the sheet’s', () => {
  expect(defaultWire).toEqual(examples.wire);
});

test('every example of the sheet is accepted, and answered word for word', async () => {
  const { simulator, clock, call, create } = await fortis();
  const { url } = simulator;
  clock.at = start - 60 * second;
  await create();
  clock.at = start;
  const created = await call('POST', paylinks, examples.create.request);
  const ids: Record<string, string> = { [exampleId]: created.json.paylink.id };
  expect([created.status, created.json]).toEqual([201, like(examples.create.answer, { url, ids })]);
  expect(keys(created.json)).toBe(keys(like(examples.create.answer, { url, ids })));
  const id = ids[exampleId] ?? '';

  clock.at = 1772443310_000;
  const updated = await call('PUT', `${paylinks}/${id}`, examples.update.request);
  expect([updated.status, updated.json]).toEqual([200, like(examples.update.answer, { url, ids })]);
  const got = await call('GET', `${paylinks}/${id}?expand=payment_url`);
  expect([got.status, got.json]).toEqual([200, like(examples.get.answer, { url, ids })]);
  expect(keys(got.json)).toBe(keys(like(examples.get.answer, { url, ids })));

  clock.at = 1772446200_000;
  const { transaction } = simulator.act({ action: 'pay', link: id, method: 'card' });
  ids['11f1183f0c2d4e6f8a9b0c1d'] = transaction?.id ?? '';
  const list = await call('GET', `${paylinks}?page_size=1&page=1`);
  expect([list.status, list.json]).toEqual([200, like(examples.list.answer, { url, ids })]);
  expect(keys(list.json)).toBe(keys(like(examples.list.answer, { url, ids })));
  const payments = await call('GET', `/v2/transactions?paylink_id=${id}`);
  expect([payments.status, payments.json]).toEqual([200, like(examples.transactions.answer, { url, ids })]);
  expect(keys(payments.json)).toBe(keys(like(examples.transactions.answer, { url, ids })));
});

test('both error bodies are the sheet’s', async () => {
  const { call, raw } = await fortis();
  const paylink = { location_id: examples.create.request.paylink.location_id, cell_phone: '12025550143' };
  const { cc_product_transaction_id } = examples.create.request.paylink;
  const refused = await call('POST', paylinks, { paylink: { ...paylink, cc_product_transaction_id } });
  expect([refused.status, refused.json]).toEqual([422, examples.errors.validation]);
  expect(faults(refused)).toEqual([422, 'cell_phone', 'amount_due']);
  const stranger = await raw('GET', paylinks);
  expect([stranger.status, stranger.json]).toEqual([401, examples.errors.other]);
});
