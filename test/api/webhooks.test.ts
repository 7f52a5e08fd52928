import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { handler as deliver } from '../../functions/webhooks/deliver.ts';
import { makeDeliveries } from '../../lib/webhooks/make-deliveries.ts';
import { startWorld, type World } from '../support/world.ts';
import { type Merchant, startMerchant } from '../webhooks/merchant.ts';

let world: World;
let merchant: Merchant;
let id: string;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  merchant = await startMerchant();
  const made = await create({ url: `${merchant.url}/hook` });
  id = made.body.id;
  merchant.secret = made.body.secret;
});
afterEach(async () => {
  await world.call({ method: 'DELETE', path: at() });
  await merchant.close();
});

const at = (more = '') => `/v1/webhook_endpoints/${id}${more}`;
const create = (body: unknown, headers: Record<string, string> = {}) =>
  world.call({ method: 'POST', path: '/v1/webhook_endpoints', body, headers });
const post = (more: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.call({ method: 'POST', path: at(more), headers, ...(body === undefined ? {} : { body }) });

/** An event of the stream, and the worker's batch for its hints. */
async function tell(n: number): Promise<void> {
  const linkId = `01KAGM7Q40B6Y1ZC8E3F5G7H${String(n).padStart(2, '0')}0`;
  const data = { status: 'paid', amount: 1, amount_paid: 1, currency: 'GBP' };
  const event = { id: `${linkId}.2.0`, type: 'link.paid', at: Date.now(), version: 2, linkId, data };
  const refs = await makeDeliveries(
    { table: world.table, now: Date.now() + 60_000 * n },
    world.organisation.id,
    event,
  );
  await work(refs.filter(({ endpoint }) => endpoint === id));
}

async function work(refs: readonly object[]): Promise<void> {
  const record = (ref: object, index: number) => ({
    messageId: `${index}`,
    body: JSON.stringify({ v: 1, ...ref }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: only what the consumer reads of a record
  expect(await deliver({ Records: refs.map(record) } as any)).toEqual({ batchItemFailures: [] });
}

it('is made with defaults, its secret shown once', async () => {
  const made = await create({ url: 'https://hooks.example.com/a', description: 'Bookkeeping' });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    object: 'webhook_endpoint',
    events: ['link.paid', 'link.expired', 'link.failed', 'link.exception'],
    status: 'enabled',
    description: 'Bookkeeping',
    secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
  });
  const path = `/v1/webhook_endpoints/${made.body.id}`;
  const { secret, ...rest } = made.body;
  expect((await world.ok({ method: 'GET', path })).body).toEqual(rest);
  const list = await world.ok({ method: 'GET', path: '/v1/webhook_endpoints' });
  expect(list.body.data).toContainEqual(rest);
  expect(list.text).not.toContain(secret);
  expect((await world.call({ method: 'DELETE', path })).status).toBe(204);
  expect((await world.call({ method: 'GET', path })).status).toBe(404);
  expect((await world.call({ method: 'DELETE', path })).status).toBe(404);
});

it('a repeat with its key gives the same endpoint and secret; another body is refused', async () => {
  const body = { url: 'https://hooks.example.com/b' };
  const first = await create(body, { 'idempotency-key': 'hook-1' });
  const again = await create(body, { 'idempotency-key': 'hook-1' });
  expect(again.text).toBe(first.text);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect((await create({ url: 'https://x.example.com/' }, { 'idempotency-key': 'hook-1' })).body.code).toBe(
    'idempotency_key_reused',
  );
  await world.call({ method: 'DELETE', path: `/v1/webhook_endpoints/${first.body.id}` });
});

it('there are ten at most', async () => {
  const ids: string[] = [];
  let last = await create({ url: 'https://hooks.example.com/c' });
  for (; last.status === 201; last = await create({ url: 'https://hooks.example.com/c' }))
    ids.push(last.body.id);
  expect([last.status, last.body.code, ids.length]).toEqual([409, 'conflict_state', 9]);
  for (const one of ids) await world.call({ method: 'DELETE', path: `/v1/webhook_endpoints/${one}` });
});

it.each([
  ['http://hooks.example.com/', '/url'],
  ['https://169.254.169.254/latest/meta-data', '/url'],
  ['https://user:word@hooks.example.com/', '/url'],
  ['https://hooks.example.com/#a', '/url'],
  [`https://hooks.example.com/${'a'.repeat(500)}`, '/url'],
  ['', '/url'],
])('the url %s is refused', async (url, pointer) => {
  for (const answer of [
    await create({ url }),
    await world.call({ method: 'PATCH', path: at(), body: { url } }),
  ]) {
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
    expect(answer.body.errors[0].pointer).toBe(pointer);
  }
});

it.each([
  { events: [] },
  { events: ['link.creating'] },
  { events: 'link.paid' },
  { status: 'off' },
  { secret: 'whsec_x' },
])('the change %j is refused', async (body) =>
  expect((await world.call({ method: 'PATCH', path: at(), body })).status).toBe(422),
);

it('is changed, disabled and enabled', async () => {
  const change = (body: unknown) => world.ok({ method: 'PATCH', path: at(), body });
  const changed = await change({ events: ['link.paid', 'batch.completed', 'link.paid'], description: 'x' });
  expect(changed.body).toMatchObject({
    events: ['link.paid', 'batch.completed'],
    description: 'x',
    version: 2,
  });
  expect((await change({ description: null })).body.description).toBeNull();
  expect((await change({ status: 'disabled' })).body).toMatchObject({
    status: 'disabled',
    disabled_reason: 'by_key',
  });
  expect(
    (await post('/replay', { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' })).body.code,
  ).toBe('conflict_state');
  expect((await change({ status: 'enabled' })).body).toMatchObject({ status: 'enabled', disabled_at: null });
});

it('a test tells what came of it', async () => {
  expect((await post('/test')).body).toMatchObject({ delivered: true, status: 200, failure: null });
  expect(merchant.requests).toMatchObject([{ type: 'webhook_endpoint.test', data: { endpoint_id: id } }]);
  merchant.manner = 500;
  expect((await post('/test')).body).toMatchObject({ delivered: false, status: 500 });
  merchant.manner = 'reset';
  expect((await post('/test')).body).toMatchObject({ delivered: false, status: null, failure: 'broken_off' });
});

it('a new secret signs beside the one before', async () => {
  const rotated = await post('/rotate_secret', undefined, { 'idempotency-key': 'rotate-1' });
  expect(rotated.status).toBe(200);
  expect(rotated.body.former_secrets_until).toHaveLength(1);
  expect((await post('/rotate_secret', undefined, { 'idempotency-key': 'rotate-1' })).text).toBe(
    rotated.text,
  );
  await post('/test');
  const [arrived] = merchant.requests;
  // The merchant's server has held it against the secret before.
  new Webhook(rotated.body.secret).verify(arrived?.body ?? '', { ...arrived?.headers } as Record<
    string,
    string
  >);
});

it('deliveries are listed and replayed', async () => {
  await tell(1);
  merchant.manner = 500;
  await tell(2);
  const list = async (query = '') =>
    (await world.ok({ method: 'GET', path: at(`/deliveries${query}`) })).body;
  const all = await list();
  expect(all.data.map(({ state, tries }: { state: string; tries: number }) => [state, tries])).toEqual([
    ['pending', 1],
    ['delivered', 1],
  ]);
  expect(all.data[0].attempts).toMatchObject([{ status: 500, failure: null }]);
  expect((await list('?state=delivered')).data).toHaveLength(1);
  expect((await list('?state=failed')).data).toEqual([]);
  const first = await list('?page_size=1');
  const second = await list(`?page_size=1&page_token=${first.next_page_token}`);
  expect([...first.data, ...second.data]).toEqual(all.data);
  const foreign = await world.call({
    method: 'GET',
    path: at(`/deliveries?state=failed&page_token=${first.next_page_token}`),
  });
  expect(foreign.body.code).toBe('page_token_invalid');
  merchant.manner = 200;
  const replay = { method: 'POST', path: `/v1/webhook_deliveries/${all.data[0].id}/replay` };
  expect((await world.ok(replay)).body).toMatchObject({ state: 'pending', tries: 0, replays: 1 });
  const { body } = await post('/replay', { from: '2020-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' });
  expect(body).toEqual({ object: 'webhook_replay', replayed: 2, next_page_token: null });
  await work(
    all.data.map((one: { id: string }) => ({
      org: world.organisation.id,
      endpoint: id,
      id: one.id.slice(29),
    })),
  );
  expect((await list('?state=delivered')).data).toHaveLength(2);
  const backwards = await post('/replay', { from: '2021-01-01T00:00:00Z', to: '2020-01-01T00:00:00Z' });
  expect([backwards.status, backwards.body.errors[0].pointer]).toEqual([422, '/to']);
});

it('the organisation names who is told', async () => {
  const patch = (body: unknown) => world.call({ method: 'PATCH', path: '/v1/organisation', body });
  expect((await patch({ alert_email: 'ops@example.com' })).body.alert_email).toBe('ops@example.com');
  expect((await patch({ name: 'Ada Travel' })).body.alert_email).toBe('ops@example.com');
  expect((await patch({ alert_email: 'nobody' })).status).toBe(422);
  expect((await patch({ alert_email: null })).body.alert_email).toBeNull();
});
