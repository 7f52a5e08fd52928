import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../local/providers/faults.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { type Run, startRun } from './run.ts';
import { answered, arrangeOrganisation, linkBody, post, type World } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

const MINUTE = 60_000;

let servers: Servers;
let run: Run;
let world: World;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
});

beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
  // A hanging provider is waited for until the request's own deadline; a short one is as good.
  run.remainingMs = 4_000;
  world = { servers, run };
  await arrangeOrganisation(world);
});

afterEach(() => run.close());

const create = (key?: string) =>
  run.http('links/create', {
    path: '/v1/links',
    body: linkBody,
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });

/** What may go wrong with the one call that creates, so that nobody knows what came of it. */
const unknown: readonly FaultInput[] = (['before', 'after'] as const).flatMap((when) => [
  { kind: 'status', status: 500, when },
  { kind: 'status', status: 503, when },
  { kind: 'reset', when },
  { kind: 'hang', when },
  { kind: 'html', when },
  { kind: 'empty', when },
  { kind: 'truncated', when },
]);

describe('a create whose outcome is unknown', () => {
  it.each(
    unknown.map((fault) => [`${fault.kind} ${fault.status ?? ''} ${fault.when} the effect`, fault] as const),
  )(
    '(%s) is one request, then settled by look-up alone',
    async (_name, fault) => {
      const since = standing(servers);
      servers.felloh.fail({ operation: 'create', ...fault });
      const reply = answered(await create());
      expect(reply.status, reply.body).toBe(202);
      const creates = () => servers.felloh.calls().filter(({ method }) => method === 'PUT').length;
      const first = creates();
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      const [link] = await linksOf(run);
      expect(link?.status).toBe('active');
      // Where it was made it is found and never asked for again; where it was not it is made once more, and only once.
      expect(creates() - first).toBe(fault.when === 'after' ? 0 : 1);
      expect(servers.felloh.ledger().length - since.providerLinks).toBe(1);
      await expectInvariants(servers, run, since);
    },
    30_000,
  );

  it('is left to a person when the second attempt is lost as well, and can be resolved', async () => {
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'before', times: 2 });
    const { id } = JSON.parse(answered(await create()).body);
    await run.liveUntil(servers.clock.now() + 60 * MINUTE);
    const [stuck] = await linksOf(run);
    expect(stuck?.status).toBe('creating');
    expect(stuck?.op?.stuck).toBe(true);
    expect(stuck?.dueAt).toBeUndefined();
    const resolved = answered(await post(run, id, 'resolve', { none: true }));
    expect(JSON.parse(resolved.body).status).toBe('failed');
    const retried = answered(await post(run, id, 'retry'));
    expect(JSON.parse(retried.body).status).toBe('active');
  });

  it('is closed at the provider when it was cancelled meanwhile', async () => {
    const since = standing(servers);
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'after' });
    const { id } = JSON.parse(answered(await create()).body);
    const cancelled = answered(await post(run, id, 'cancel'));
    expect(cancelled.status, cancelled.body).toBe(200);
    await run.liveUntil(servers.clock.now() + 20 * MINUTE);
    expect(servers.felloh.ledger().at(-1)?.state).toBe('deleted');
    await expectInvariants(servers, run, since);
  });
});

describe('a create that is known not to have happened', () => {
  const told: readonly [string, FaultInput, number][] = [
    ['403', { kind: 'status', status: 403 }, 422],
    ['404', { kind: 'status', status: 404 }, 422],
    ['422', { kind: 'status', status: 422 }, 422],
    ['429', { kind: 'status', status: 429, retry_after: 7 }, 429],
  ];

  it.each(told)('(%s) is told at once, and never comes back by itself', async (_name, fault, status) => {
    const since = standing(servers);
    servers.felloh.fail({ operation: 'create', ...fault });
    const reply = answered(await create());
    expect(reply.status, reply.body).toBe(status);
    const { link_id } = JSON.parse(reply.body);
    await run.liveUntil(servers.clock.now() + 3 * 24 * 60 * MINUTE);
    const [link] = await linksOf(run);
    expect(link).toMatchObject({ id: link_id, status: 'failed' });
    expect(servers.felloh.ledger()).toHaveLength(since.providerLinks);
    const retried = answered(await post(run, link_id, 'retry'));
    expect(retried.status, retried.body).toBe(200);
    await expectInvariants(servers, run, since);
  });

  it('goes on with the same link when the same key comes again after a 503', async () => {
    servers.felloh.fail({ operation: 'token', kind: 'status', status: 503 });
    const refused = answered(await create('order-1'));
    expect(refused.status, refused.body).toBe(503);
    const again = answered(await create('order-1'));
    expect(again.status, again.body).toBe(201);
    expect(JSON.parse(again.body).id).toBe(JSON.parse(refused.body).link_id);
    expect(await linksOf(run)).toHaveLength(1);
  });

  it('is one request on the wire, but once more after a 401 and a fresh token', async () => {
    servers.felloh.fail({ operation: 'create', kind: 'status', status: 401 });
    const puts = () => servers.felloh.calls().filter(({ method }) => method === 'PUT').length;
    const first = puts();
    expect(answered(await create()).status).toBe(201);
    expect(puts() - first).toBe(2);
  });
});

describe('two requests', () => {
  it('that are alike but have no key are two links, and never share a provider link', async () => {
    const since = standing(servers);
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'after' });
    await create();
    servers.felloh.fail({ operation: 'create', kind: 'reset', when: 'after' });
    await create();
    await run.liveUntil(servers.clock.now() + 20 * MINUTE);
    const links = await linksOf(run);
    expect(links.map(({ status }) => status)).toEqual(['active', 'active']);
    expect(new Set(links.map(({ providerLinkId }) => providerLinkId)).size).toBe(2);
    await expectInvariants(servers, run, since);
  });
});
