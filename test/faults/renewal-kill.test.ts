import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksOf } from './invariants.ts';
import { killInTurn } from './kill.ts';
import { answered, linkBody, type Scenario, type World } from './scenarios.ts';
import { type Servers, startServers } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());

async function arrangeExpired({ run, servers }: World): Promise<string> {
  const body = { short_urls: { renewal: 'on' } };
  answered(await run.http('organisation/update', { method: 'PATCH', path: '/v1/organisation', body }));
  const expires_at = new Date(servers.clock.now() + HOUR).toISOString();
  const made = answered(
    await run.http('links/create', { path: '/v1/links', body: { ...linkBody, expires_at } }),
  );
  await run.liveUntil(servers.clock.now() + HOUR + 10 * MINUTE);
  return JSON.parse(made.body).id;
}

async function ask({ run }: World, id: string) {
  const code = (await linksOf(run)).find((link) => link.id === id)?.code ?? '';
  return run.http('public/renew', {
    path: `/p/${code}/renew`,
    params: { code },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'to=sms',
  });
}

const scenario: Scenario = {
  name: 'a renewal',
  arrange: arrangeExpired,
  act: async (world, id) => {
    await ask(world, id);
    await world.run.drain();
  },
  settleMs: HOUR,
  end: async (world, id) => {
    // Where the request died before it was noted, the payer asks once more.
    answered(await ask(world, id));
    await world.run.liveUntil(world.servers.clock.now() + HOUR);
    const links = await linksOf(world.run);
    expect(links).toHaveLength(2);
    expect(links.find(({ supersedes }) => supersedes === id)).toMatchObject({ status: 'active' });
    const sent = world.servers.outbox
      .list()
      .filter((one) => links.some((link) => JSON.stringify(one).includes(link.id)));
    expect(sent.length).toBeLessThanOrEqual(1);
  },
};

it('whoever dies, at each call, leaves a renewal to be finished by the timers', async () => {
  const calls = await killInTurn(servers, scenario);
  expect(calls).toBeLessThan(100);
  expect(calls).toBeGreaterThan(14);
}, 240_000);
