import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { expectInvariants, linksOf, standing } from './invariants.ts';
import { type Run, startRun } from './run.ts';
import { answered, arrangeLink, arrangeOrganisation, notify, type World } from './scenarios.ts';
import { type Servers, START, startServers } from './servers.ts';

const MINUTE = 60_000;

let servers: Servers;
let run: Run;
let world: World;
let id: string;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(async () => {
  await servers?.close();
});

beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
  world = { servers, run };
  await arrangeOrganisation(world);
  id = await arrangeLink(world);
});

afterEach(() => run.close());

async function link(): Promise<Link> {
  const found = (await linksOf(run)).find((one) => one.id === id);
  if (!found) throw new Error('the link is lost');
  return found;
}

const open = async () => {
  const { code } = await link();
  expect(answered(await run.http('public/open', { path: `/p/${code}`, params: { code } })).status).toBe(303);
};

const act = async (
  action: 'pay' | 'settle' | 'settle_fail' | 'fail',
  method: 'card' | 'open_banking' = 'card',
) => servers.felloh.act({ link: (await link()).providerLinkId ?? '', action, method });

const poll = () => run.liveUntil(servers.clock.now() + 3 * MINUTE);

const comeBack = async () => {
  const { code } = await link();
  await run.http('public/back', {
    method: 'GET',
    path: `/p/${code}/back/success`,
    params: { code, outcome: 'success' },
  });
};

const told = async () => {
  expect(answered(await notify(world, (await link()).providerLinkId ?? '')).status).toBe(204);
  await run.drain();
};

describe('a payment', () => {
  const ways = { 'the poll': poll, 'the notification': told, 'the payer’s return': comeBack };
  const names = Object.keys(ways) as (keyof typeof ways)[];
  const orders = names.flatMap((a) => [
    [a],
    ...names
      .filter((b) => b !== a)
      .flatMap((b) => {
        const c = names.find((one) => one !== a && one !== b);
        return [[a, b, ...(c ? [c] : [])]];
      }),
  ]);

  it.each(orders.map((order) => [order.join(', then '), order] as const))(
    'is seen by %s',
    async (_name, order) => {
      const since = standing(servers);
      await open();
      await act('pay');
      for (const [index, name] of order.entries()) {
        await ways[name]();
        if (index === 0) expect((await link()).status).toBe('paid');
      }
      await run.liveUntil(servers.clock.now() + 30 * MINUTE);
      const paid = await link();
      expect(paid).toMatchObject({ status: 'paid', facts: { amountPaid: 12_500 } });
      expect(paid.dueAt).toBeUndefined();
      await expectInvariants(servers, run, { ...since, providerLinks: since.providerLinks - 1 });
    },
  );

  it('by open banking is processing, then paid, by polls alone', async () => {
    await open();
    await act('pay', 'open_banking');
    await poll();
    expect((await link()).status).toBe('processing');
    await act('settle');
    await run.liveUntil(servers.clock.now() + 10 * MINUTE);
    expect((await link()).status).toBe('paid');
  });

  it('that fails leaves the link as it was', async () => {
    await open();
    await act('pay', 'open_banking');
    await poll();
    await act('settle_fail');
    await run.liveUntil(servers.clock.now() + 30 * MINUTE);
    expect((await link()).status).toBe('active');
  });

  it('after a cancel that could not close the page is taken and flagged', async () => {
    await open();
    servers.felloh.act({ link: (await link()).providerLinkId ?? '', action: 'open' });
    const cancelled = answered(
      await run.http('links/cancel', { path: `/v1/links/${id}/cancel`, params: { id } }),
    );
    expect(cancelled.status, cancelled.body).toBe(200);
    expect(JSON.parse(cancelled.body)).toMatchObject({ status: 'cancelled', provider_url_open: true });
    servers.clock.set(servers.clock.now() + MINUTE);
    await act('pay');
    await run.liveUntil(servers.clock.now() + 25 * 60 * MINUTE);
    const reply = answered(
      await run.http('links/get', { method: 'GET', path: `/v1/links/${id}`, params: { id } }),
    );
    const body = JSON.parse(reply.body);
    expect(body.status).toBe('paid');
    expect(body.exceptions.map(({ code }: { code: string }) => code)).toContain('paid_after_cancel');
  });

  it('that nobody told of stops a cancel', async () => {
    await open();
    await act('pay');
    const refused = answered(
      await run.http('links/cancel', { path: `/v1/links/${id}/cancel`, params: { id } }),
    );
    expect(refused.status, refused.body).toBe(409);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'conflict_state', from: 'paid', to: 'cancelled' });
    expect((await link()).status).toBe('paid');
  });
});

describe('a notification', () => {
  it('forged or altered changes nothing and is refused', async () => {
    await open();
    const version = (await link()).version;
    const providerLinkId = (await link()).providerLinkId ?? '';
    const forged = answered(await notify(world, providerLinkId, { secret: 'guess' }));
    const altered = answered(await notify(world, providerLinkId, { body: '{"status":"COMPLETE"}' }));
    expect([forged.status, altered.status]).toEqual([401, 401]);
    await run.drain();
    expect((await link()).version).toBe(version);
  });

  it('that says paid of a link that is not is not believed', async () => {
    await open();
    await told();
    expect((await link()).status).toBe('active');
  });

  it('repeated ten times changes nothing more', async () => {
    await open();
    await act('pay');
    await told();
    const { version } = await link();
    for (let i = 0; i < 10; i++) await told();
    expect((await link()).version).toBe(version);
  });

  it('of a link that is none of ours is passed over', async () => {
    expect(answered(await notify(world, '7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162')).status).toBe(204);
    await run.drain();
    expect(servers.sqs.depth(run.names.wake)).toMatchObject({ visible: 0, inFlight: 0 });
  });
});
