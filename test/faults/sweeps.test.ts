import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linksOf } from './invariants.ts';
import type { Call } from './proxy.ts';
import { answered, post } from './scenarios.ts';
import { type Servers, simulatedOf, startServers } from './servers.ts';
import {
  arrangeAllpayLink,
  eventsOf,
  isList,
  linkOf,
  MINUTE,
  openLink,
  type SweepWorld,
  startSweepWorld,
  sweepOf,
} from './sweep-world.ts';

let servers: Servers;
let world: SweepWorld;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers?.close());

beforeEach(async () => {
  world = await startSweepWorld(servers);
});

afterEach(async () => {
  servers.sqs.deliveries = undefined;
  world.allpay.configure({ wire: {} });
  await world.run.close();
});

const now = () => servers.clock.now();
const live = (ms: number) => world.run.liveUntil(now() + ms);

/** A fresh open link at the moment at which its first check is due. */
async function due(more: object = {}) {
  const link = await arrangeAllpayLink(world, more);
  await openLink(world, link);
  servers.clock.set(now() + 2 * MINUTE);
  return link;
}

describe('a check of a provider that only lists', () => {
  it('reads both lists once, tells the id and goes on with the schedule', async () => {
    const link = await due();
    await world.run.tick();
    await live(MINUTE);
    expect(world.listCalls()).toBe(2);
    const checked = await linkOf(world.run, link.id);
    expect(checked).toMatchObject({ status: 'active', providerLinkId: expect.any(String) });
    expect(checked.facts?.openedAt).toBeDefined();
    expect(checked.dueAt).toBeGreaterThan(now());
    expect(await sweepOf(world.run)).toMatchObject({ snapshot: { parts: 1 } });
    expect((await sweepOf(world.run))?.dueAt).toBeUndefined();
  });

  it('is answered without a call while a sweep is five minutes old, and not a millisecond longer', async () => {
    const first = await due();
    await live(0);
    const began = (await sweepOf(world.run))?.snapshot?.startedAt ?? 0;
    expect(world.listCalls()).toBe(2);
    servers.clock.set(began + 5 * MINUTE);
    await world.run.tick();
    expect(world.listCalls()).toBe(2);
    expect((await linkOf(world.run, first.id)).answeredAt).toBe(began + 5 * MINUTE);
    servers.clock.set(began + 5 * MINUTE + 1);
    const second = await linkOf(world.run, first.id);
    expect(second.dueAt).toBeGreaterThan(now());
    servers.clock.set((second.dueAt ?? 0) + 1);
    await world.run.tick();
    expect(world.listCalls()).toBe(4);
  });

  it('needs a sweep that began after the link was opened', async () => {
    const first = await due();
    await live(MINUTE);
    const second = await arrangeAllpayLink(world);
    await openLink(world, second);
    const before = world.listCalls();
    world.allpay.act({ action: 'pay', link: second.providerUrl ?? '' });
    await live(3 * MINUTE);
    expect(world.listCalls()).toBeGreaterThan(before);
    expect((await linkOf(world.run, second.id)).status).toBe('paid');
    expect((await linkOf(world.run, first.id)).status).toBe('active');
  });

  it('tells a payment to the link at once, whoever asked for the sweep', async () => {
    const unopened = await arrangeAllpayLink(world);
    await due();
    world.allpay.act({ action: 'pay', link: unopened.providerUrl ?? '' });
    await world.run.tick();
    await live(0);
    const paid = await linkOf(world.run, unopened.id);
    expect(paid).toMatchObject({ status: 'paid', facts: { amountPaid: 12_500 } });
    expect(await eventsOf(world.run, unopened.id)).toContain('link.paid');
  });

  it('applies each fact once', async () => {
    const link = await due();
    await live(MINUTE);
    world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
    await live(20 * MINUTE);
    const other = await due();
    await live(30 * MINUTE);
    const told = await eventsOf(world.run, link.id);
    expect(told.filter((type) => type === 'link.paid')).toHaveLength(1);
    const { version } = await linkOf(world.run, link.id);
    await openLink(world, other);
    await live(30 * MINUTE);
    expect((await linkOf(world.run, link.id)).version).toBe(version);
  });

  it('never takes a link that vanishes from the lists for paid, expired or cancelled', async () => {
    const link = await due();
    await live(0);
    world.allpay.configure({ wire: { paid_links_listed: false } });
    world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
    await live(3 * 60 * MINUTE);
    const gone = await linkOf(world.run, link.id);
    expect(gone.status).toBe('active');
    expect(gone.facts?.flags).toHaveProperty('provider_missing');
    expect(gone.facts?.ended).toBeUndefined();
  });

  it('waits for the lists to tell a new link, and does not call it missing', async () => {
    world.allpay.configure({ list_lag_seconds: 240 });
    const link = await due();
    await live(MINUTE);
    expect((await linkOf(world.run, link.id)).facts?.flags).toBeUndefined();
    await live(10 * MINUTE);
    expect(await linkOf(world.run, link.id)).toMatchObject({ providerLinkId: expect.any(String) });
    world.allpay.configure({ list_lag_seconds: null });
  });

  it('sees a link that moves from one list to the other while they are read', async () => {
    const link = await arrangeAllpayLink(world);
    answered(await world.run.http('public/open', { path: `/p/${link.code}`, params: { code: link.code } }));
    servers.clock.set(now() + 2 * MINUTE);
    world.run.fate = (call) => {
      if (!isList(call) || !call.operation.includes('Active')) return 'pass';
      return {
        answer: async (_call, forward) => {
          world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
          world.run.fate = () => 'pass';
          return forward();
        },
      };
    };
    await world.run.tick();
    await live(0);
    expect((await linkOf(world.run, link.id)).status).toBe('paid');
  });
});

describe('the end of links', () => {
  it('is decided by one sweep after it, and read once more where a page stays open', async () => {
    const expires_at = new Date(now() + 60 * MINUTE).toISOString();
    const links = [];
    for (let i = 0; i < 5; i++) links.push(await arrangeAllpayLink(world, { expires_at }));
    for (const link of links.slice(0, 3)) world.allpay.act({ action: 'open', link: link.providerUrl ?? '' });
    world.allpay.act({ action: 'pay', link: links[0]?.providerUrl ?? '' });
    await world.run.liveUntil(Date.parse(expires_at) - 1);
    expect(world.listCalls()).toBe(0);
    await live(10 * MINUTE);
    expect(world.listCalls()).toBe(4);
    const ended = await Promise.all(links.map(({ id }) => linkOf(world.run, id)));
    expect(ended.map(({ status }) => status)).toEqual(['paid', 'expired', 'expired', 'expired', 'expired']);
    expect(ended.map(({ providerUrlOpen = false }) => providerUrlOpen)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it('is put off while the lists cannot be read, and alarmed after eight times', async () => {
    const expires_at = new Date(now() + 10 * MINUTE).toISOString();
    const link = await arrangeAllpayLink(world, { expires_at });
    servers.logs.clear();
    let isDown = true;
    const { fate } = world.run;
    world.run.fate = (call) => {
      const passes = fate(call);
      return isDown && isList(call)
        ? { answer: async () => ({ status: 503, headers: {}, body: Buffer.from('') }) }
        : passes;
    };
    await live(5 * 60 * MINUTE);
    expect(await linkOf(world.run, link.id)).toMatchObject({ status: 'active' });
    expect((await sweepOf(world.run))?.failures).toBeGreaterThanOrEqual(8);
    const lines = servers.logs.text();
    expect(lines.split('"code":"SWEEP_STUCK"')).toHaveLength(2);
    expect(lines).not.toContain('"code":"LINK_STUCK"');
    expect(world.calls.filter(isList).length).toBeLessThan(20);
    isDown = false;
    world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
    await live(3 * 60 * MINUTE);
    expect((await linkOf(world.run, link.id)).status).toBe('paid');
    expect((await sweepOf(world.run))?.failures).toBeUndefined();
  });
});

describe('a sweep', () => {
  it('waits as long as a provider asks that has had too many calls', async () => {
    const link = await due();
    world.allpay.fail({ operation: 'list_pending', kind: 'status', status: 429, retry_after: 600 });
    await world.run.tick();
    const began = now();
    await live(9 * MINUTE);
    expect(world.listCalls()).toBe(1);
    expect((await linkOf(world.run, link.id)).checkFailures).toBeGreaterThan(0);
    await world.run.liveUntil(began + 75 * MINUTE);
    expect((await linkOf(world.run, link.id)).checkFailures).toBeUndefined();
  });

  it('runs once when two wakes come at the same time, and when every hint comes three times', async () => {
    servers.sqs.deliveries = () => [0, 0, 90_000];
    await due();
    await world.run.tick();
    await live(0);
    expect(world.listCalls()).toBe(2);
    const [{ org } = { org: '' }] = await linksOf(world.run);
    const body = JSON.stringify({ v: 1, kind: 'sweep', org, connection: 'allpay-main' });
    const Records = [0, 1].map((n) => ({ messageId: `m-${n}`, body }));
    // The link's own wake asks for another, whose hint is lost; then both come at once.
    servers.sqs.deliveries = () => (world.run.ticking ? [0] : []);
    servers.clock.set(now() + 6 * MINUTE);
    await world.run.tick();
    expect(await sweepOf(world.run)).toMatchObject({ wantedAt: now() });
    await world.run.invoke('timers/wake', { Records });
    expect(world.listCalls()).toBe(4);
  });

  it('is found by the tick when every hint is lost', async () => {
    servers.sqs.deliveries = () => (world.run.ticking ? [0] : []);
    const link = await due();
    world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
    await live(3 * MINUTE);
    expect((await linkOf(world.run, link.id)).status).toBe('paid');
  });

  it('reads a retired connection too', async () => {
    const link = await due();
    answered(
      await world.run.http('connections/delete', {
        method: 'DELETE',
        path: '/v1/connections/allpay-main',
        params: { id: 'allpay-main' },
      }),
    );
    world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
    await live(2 * MINUTE);
    expect((await linkOf(world.run, link.id)).status).toBe('paid');
  });

  it('tells nothing to links of another connection of the same account', async () => {
    const { settings, credentials } = simulatedOf(servers, 'allpay');
    const base_url = world.run.providers.allpay;
    const put = await world.run.http('connections/put', {
      method: 'PUT',
      path: '/v1/connections/allpay-second',
      params: { id: 'allpay-second' },
      body: { provider: 'allpay', settings: { ...settings, base_url }, credentials },
    });
    expect(answered(put).status).toBeLessThan(300);
    const other = await arrangeAllpayLink(world);
    world.allpay.act({ action: 'pay', link: other.providerUrl ?? '' });
    const link = await due({ connection: 'allpay-second' });
    await world.run.tick();
    expect(world.listCalls()).toBe(2);
    expect(await sweepOf(world.run, 'allpay-second')).toHaveProperty('snapshot');
    expect(await sweepOf(world.run)).toBeUndefined();
    expect((await linkOf(world.run, link.id)).providerLinkId).toBeDefined();
    const untouched = await linkOf(world.run, other.id);
    expect([untouched.status, untouched.facts]).toEqual(['active', undefined]);
  });

  it('leaves what a person asks for to a call of its own', async () => {
    const link = await due();
    await live(0);
    world.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
    const reply = answered(await post(world.run, link.id, 'refresh'));
    expect(JSON.parse(reply.body).status).toBe('paid');
    expect(world.listCalls()).toBe(4);
  });
});

/** Nothing is left of a sweep, and the payment is known. */
async function isOver({ run }: SweepWorld, id: string): Promise<boolean> {
  const sweep = await sweepOf(run);
  return sweep?.snapshot !== undefined && !sweep.run && (await linkOf(run, id)).status === 'paid';
}

describe.each(['dead-before', 'dead-after'] as const)('whoever dies while sweeping (%s)', (death) => {
  it('at any call is gone on after, and the payment is seen once', async () => {
    let calls = 0;
    for (let nth = 1; ; nth++) {
      const one = await startSweepWorld(servers);
      try {
        const link = await arrangeAllpayLink(one);
        await openLink(one, link);
        one.allpay.act({ action: 'pay', link: link.providerUrl ?? '' });
        servers.clock.set(now() + 2 * MINUTE);
        let killed: Call | undefined;
        let seen = 0;
        let partitions = 0;
        let bindings = 0;
        one.run.fate = (call) => {
          if (call.operation === 'Query due' && ++partitions % 40 > 1) return 'pass';
          // The account has the links of all runs before: some of those that are none of ours stand for all.
          if (call.body.includes('"X#') && ++bindings > 4) return 'pass';
          if (killed || ++seen !== nth) return 'pass';
          killed = call;
          return death;
        };
        await one.run.tick();
        if (!killed) break;
        calls = nth;
        one.run.fate = () => 'pass';
        for (let minute = 0; minute < 12 && !(await isOver(one, link.id)); minute++) {
          servers.clock.set(now() + MINUTE);
          await one.run.tick();
        }
        const where = `${death} call ${nth}: ${killed.service} ${killed.operation}`;
        expect((await linkOf(one.run, link.id)).status, where).toBe('paid');
        expect((await eventsOf(one.run, link.id)).filter((type) => type === 'link.paid')).toHaveLength(1);
        const sweep = await sweepOf(one.run);
        expect(sweep?.run, where).toBeUndefined();
        expect(sweep?.dueAt, where).toBeUndefined();
      } finally {
        await one.run.close();
      }
    }
    expect(calls).toBeGreaterThan(15);
    process.stdout.write(`\nKill points of a sweep (${death}): ${calls}\n`);
  }, 240_000);
});
