import { afterAll, beforeAll, expect, it } from 'vitest';
import { linksOf } from '../faults/invariants.ts';
import { killInTurn } from '../faults/kill.ts';
import { answered, linkBody, type Scenario, type World } from '../faults/scenarios.ts';
import { type Servers, startServers } from '../faults/servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const plan = {
  steps: [{ anchor: 'created_at', offset: 'P1D', channels: ['sms', 'email'] }],
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '08:00', to: '21:00' },
};

/** A link whose one step is due in a minute. */
async function arrangeStep({ run, servers }: World): Promise<string> {
  const reply = answered(
    await run.http('links/create', { path: '/v1/links', body: { ...linkBody, reminders: plan } }),
  );
  expect(reply.status, reply.body).toBe(201);
  const begun = servers.clock.now();
  await run.liveUntil(begun + 24 * HOUR - MINUTE);
  return JSON.parse(reply.body).id;
}

async function stepOf({ run }: World, linkId: string) {
  const link = (await linksOf(run)).find(({ id }) => id === linkId);
  expect(link?.sends ?? []).toEqual([]);
  return link?.reminders?.done?.[0];
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a reminder on both channels',
    arrange: arrangeStep,
    act: ({ run, servers }) => run.liveUntil(servers.clock.now() + 2 * MINUTE),
    settleMs: 2 * HOUR,
    end: async (world, linkId) => {
      const step = await stepOf(world, linkId);
      expect(['sent', 'failed'], `ended ${step?.state} ${step?.reason}`).toContain(step?.state);
      const sent = world.servers.outbox.list().filter((one) => JSON.stringify(one).includes(linkId));
      expect(sent.length).toBeLessThanOrEqual(2);
      if (step?.state === 'failed') expect(['sender_died', 'not_begun', 'no_answer']).toContain(step.reason);
    },
  },
  {
    name: 'a reminder of a link that was paid since',
    arrange: async (world) => {
      const linkId = await arrangeStep(world);
      const link = (await linksOf(world.run)).find(({ id }) => id === linkId);
      world.servers.felloh.act({ link: link?.providerLinkId ?? '', action: 'pay', method: 'card' });
      return linkId;
    },
    act: ({ run, servers }) => run.liveUntil(servers.clock.now() + 2 * MINUTE),
    settleMs: 2 * HOUR,
    end: async (world, linkId) => {
      const link = (await linksOf(world.run)).find(({ id }) => id === linkId);
      expect(link?.status).toBe('paid');
      const sent = world.servers.outbox.list().filter((one) => JSON.stringify(one).includes(linkId));
      expect(sent).toEqual([]);
    },
  },
];

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());

it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
  '%s, whoever acts killed at each call',
  async (_, scenario) => {
    const calls = await killInTurn(servers, scenario);
    expect(calls).toBeLessThan(100);
    expect(calls).toBeGreaterThan(9);
  },
  240_000,
);
