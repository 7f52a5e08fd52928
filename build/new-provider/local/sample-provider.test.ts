import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startSampleProvider } from './index.ts';

const clock = { at: Date.parse('2026-03-02T09:15:04.377Z'), now: () => clock.at };
const newLink = {
  reference: 'R1',
  amount: 12500,
  currency: 'GBP',
  customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
  expires_at: '2026-03-31T00:00:00Z',
  success_url: 'https://shop.example.com/success',
  failure_url: 'https://shop.example.com/failure',
  cancel_url: 'https://shop.example.com/cancel',
};

async function started(dataDir?: string) {
  const simulator = await startSampleProvider({ clock, ...(dataDir !== undefined && { dataDir }) });
  onTestFinished(() => simulator.close());
  const headers = { 'x-api-key': simulator.fixtures.apiKey, 'content-type': 'application/json' };
  const call = async (method: string, path: string, init: RequestInit = {}) => {
    const response = await fetch(`${simulator.url}${path}`, { method, headers, redirect: 'manual', ...init });
    const text = await response.text();
    return { status: response.status, location: response.headers.get('location'), text };
  };
  const create = (fields: object = {}) =>
    call('POST', '/payment-links', { body: JSON.stringify({ ...newLink, ...fields }) });
  return { simulator, headers, call, create };
}

it.each([
  ['an unknown field', { colour: 'red' }, { code: 'unknown_field', field: 'colour' }],
  ['an unknown inner one', { customer: { age: 7 } }, { code: 'unknown_field', field: 'customer.age' }],
  ['a wrong type', { amount: '12500' }, { code: 'invalid', field: 'amount' }],
  ['part of a penny', { amount: 0.5 }, { code: 'invalid', field: 'amount' }],
  ['another currency', { currency: 'EUR' }, { code: 'invalid', field: 'currency' }],
  ['nothing for a reference', { reference: undefined }, { code: 'invalid', field: 'reference' }],
  ['a past end', { expires_at: '2026-03-02T09:15:04Z' }, { code: 'in_past', field: 'expires_at' }],
])('refuses %s', async (_, fields, error) => {
  const { simulator, create } = await started();
  const { status, text } = await create(fields);
  expect([status, JSON.parse(text)]).toEqual([422, { error }]);
  expect(simulator.ledger()).toEqual([]);
});

it('refuses a wrong key, path, media type, text, parameter and body', async () => {
  const { headers, call } = await started();
  const statusOf = async (...args: Parameters<typeof call>) => (await call(...args)).status;
  expect(await statusOf('GET', '/payment-links', { headers: { 'x-api-key': 'wrong' } })).toBe(401);
  expect(await statusOf('GET', '/nowhere')).toBe(404);
  expect(await statusOf('GET', '/payment-links/constructor')).toBe(404);
  const asText = { headers: { ...headers, 'content-type': 'text/plain' }, body: '{}' };
  expect(await statusOf('POST', '/payment-links', asText)).toBe(415);
  expect(await statusOf('POST', '/payment-links', { body: '{' })).toBe(400);
  expect(await statusOf('GET', '/payment-links?limit=51')).toBe(422);
  expect(await statusOf('GET', '/payment-links?colour=red')).toBe(422);
  expect(await statusOf('POST', '/payment-links/a/cancel', { body: '{}' })).toBe(400);
});

it('is paid on its page, once, and leads back', async () => {
  const { simulator, call, create } = await started();
  await create();
  const path = new URL(simulator.ledger()[0]?.url ?? '').pathname;
  const submit = (action: string) =>
    call('POST', path, { headers: {}, body: new URLSearchParams({ action }) });
  expect(await call('GET', path)).toMatchObject({ status: 200, text: expect.stringContaining('£125.00') });
  expect(await submit('fail')).toMatchObject({ status: 303, location: newLink.failure_url });
  expect(await submit('cancel')).toMatchObject({ status: 303, location: newLink.cancel_url });
  expect(await submit('dance')).toMatchObject({ status: 422 });
  expect(await submit('pay')).toMatchObject({ status: 303, location: newLink.success_url });
  expect(await submit('pay')).toMatchObject({ status: 409 });
  expect(simulator.ledger()).toMatchObject([{ state: 'paid', amount_paid: 12500 }]);
});

it('remembers its links where it is given a folder', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sample-provider-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const first = await started(dataDir);
  await first.create();
  const [made] = first.simulator.ledger();
  await first.simulator.close();
  expect((await started(dataDir)).simulator.ledger()).toMatchObject([{ id: made?.id, reference: 'R1' }]);
});
