import { expect, test } from 'vitest';
import { newLink, smarterpay } from './test-client.ts';

const hour = 60 * 60 * 1000;

test('the same request with the same key is done once and answered alike', async () => {
  const { post, put, simulator, visit } = await smarterpay();
  const first = await post(newLink, 'key-1');
  await visit(first.json.payment_link.url);
  const again = await post(newLink, 'key-1');
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(simulator.ledger()).toHaveLength(1);
  const { id } = first.json.payment_link;
  const ended = await put(id, { status: 'expired' }, 'key-2');
  await put(id, { metadata: 'later' });
  expect((await put(id, { status: 'expired' }, 'key-2')).text).toBe(ended.text);
});

test('another body, path or spacing under the same key clashes; case tells keys apart', async () => {
  const { call, post, put, refused, simulator } = await smarterpay();
  const { json } = await post(newLink, 'Key');
  const clash = [409, 'idempotency_clash', null];
  expect(await refused(post({ ...newLink, amount: '2751' }, 'Key'))).toEqual(clash);
  expect(
    await refused(call('POST', '/paymentlink', JSON.stringify({ payment_link: newLink }, null, 1), 'Key')),
  ).toEqual(clash);
  expect(await refused(put(json.payment_link.id, {}, 'Key'))).toEqual(clash);
  expect((await post(newLink, 'key')).status).toBe(201);
  expect((await post(newLink, 'k'.repeat(255))).status).toBe(201);
  expect(simulator.ledger()).toHaveLength(3);
});

test('refused fields are remembered, a record that is not found is not', async () => {
  const { post, put, refused, simulator } = await smarterpay();
  const wrong = { ...newLink, amount: '0' };
  expect(await refused(post(wrong, 'a'))).toEqual([400, 'invalid_value', 'amount']);
  simulator.configure({ wire: { validation_status: 422 } });
  expect((await post(wrong, 'a')).status).toBe(400);
  expect(await refused(post(newLink, 'a'))).toEqual([409, 'idempotency_clash', null]);
  expect((await put('PL01', {}, 'b')).status).toBe(404);
  expect((await post(newLink, 'b')).status).toBe(201);
});

test('a key is over after a day, and nothing is remembered without one', async () => {
  const { clock, post, simulator } = await smarterpay();
  await post(newLink, 'a');
  clock.at += 24 * hour - 1;
  await post(newLink, 'a');
  expect(simulator.ledger()).toHaveLength(1);
  clock.at += 1;
  await post(newLink, 'a');
  expect(simulator.ledger()).toHaveLength(2);
  await post(newLink);
  await post(newLink);
  expect(simulator.ledger()).toHaveLength(4);
});

test('what a fault kept from happening is not remembered, what it hid is', async () => {
  const { post, simulator } = await smarterpay();
  simulator.fail({ operation: 'create', kind: 'status', status: 500 });
  expect((await post(newLink, 'a')).status).toBe(500);
  simulator.fail({ operation: 'create', kind: 'status', status: 500, when: 'after' });
  expect((await post(newLink, 'a')).status).toBe(500);
  const { status, json } = await post(newLink, 'a');
  expect([status, json.payment_link.id, simulator.ledger().length]).toEqual([
    201,
    simulator.ledger()[0]?.id,
    1,
  ]);
});
