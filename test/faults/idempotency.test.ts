import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { linksOf } from './invariants.ts';
import { type Run, startRun } from './run.ts';
import { answered, arrangeOrganisation, linkBody } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

let servers: Servers;
let run: Run;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
});

beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
  await arrangeOrganisation({ servers, run });
});

afterEach(() => run.close());

const create = async (body: unknown = linkBody) =>
  answered(
    await run.http('links/create', { path: '/v1/links', headers: { 'idempotency-key': 'order-1' }, body }),
  );

it('makes one link and gives one answer to twenty requests at once', async () => {
  const made = servers.felloh.ledger().length;
  const first = await Promise.all(Array.from({ length: 20 }, () => create()));
  expect(first.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  for (const { headers } of first.filter(({ status }) => status === 409)) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  const all = await Promise.all(Array.from({ length: 20 }, () => create()));
  expect(new Set(all.map(({ body }) => body)).size).toBe(1);
  expect(
    all.every(({ status, headers }) => status === 201 && headers['idempotency-replayed'] === 'true'),
  ).toBe(true);
  expect(first.filter(({ status }) => status === 201).every(({ body }) => body === all[0]?.body)).toBe(true);
  expect(await linksOf(run)).toHaveLength(1);
  expect(servers.felloh.ledger().length - made).toBe(1);
});

it('refuses another body under the same key', async () => {
  await create();
  const other = await create({ ...linkBody, amount: 12_501 });
  expect(other.status).toBe(422);
  expect(JSON.parse(other.body).code).toBe('idempotency_key_reused');
});

it('goes on with the same link when the first request died and its lease is over', async () => {
  let calls = 0;
  run.fate = ({ service }) => (service === 'felloh' && ++calls === 2 ? 'dead-after' : 'pass');
  const died = await run.http('links/create', {
    path: '/v1/links',
    headers: { 'idempotency-key': 'order-1' },
    body: linkBody,
  });
  expect('killed' in died).toBe(true);
  run.fate = () => 'pass';
  expect((await create()).status).toBe(409);
  servers.clock.set(servers.clock.now() + 41_000);
  const again = await create();
  expect([201, 202]).toContain(again.status);
  const links = await linksOf(run);
  expect(links).toHaveLength(1);
  expect(links[0]?.id).toBe(JSON.parse(again.body).id);
  expect(
    servers.felloh.ledger().filter((one) => String(one.success_url).includes(`/${links[0]?.code}/`)),
  ).toHaveLength(1);
});
