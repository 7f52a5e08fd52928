import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { killInTurn } from '../faults/kill.ts';
import { DEATHS } from '../faults/kill-each.ts';
import { answered, arrangeLink, post, type Scenario, type World } from '../faults/scenarios.ts';
import { type Servers, startServers } from '../faults/servers.ts';
import { makeEndpoint } from './make-endpoint.ts';
import { type Merchant, startMerchant } from './merchant.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let servers: Servers;
let merchant: Merchant;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.close());
beforeEach(async () => {
  merchant = await startMerchant();
});
afterEach(() => merchant.close());

/** A link that was cancelled, and an endpoint that is to be told of it. */
async function arrange(world: World): Promise<string> {
  merchant.requests.length = 0;
  merchant.taken.length = 0;
  merchant.secret = '';
  const linkId = await arrangeLink(world);
  merchant.secret = await makeEndpoint(world.run, {
    url: `${merchant.url}/hook`,
    events: ['link.cancelled'],
  });
  // An environment that has looked before knows it after 30 seconds.
  world.servers.clock.set(world.servers.clock.now() + MINUTE);
  // What happens from here on is for the stream's consumer and the worker to tell.
  world.run.publishes = false;
  expect(answered(await post(world.run, linkId, 'cancel')).status).toBe(200);
  return linkId;
}

async function publish({ run }: World): Promise<void> {
  run.publishes = true;
  await run.drain();
}

async function eventsAndDeliveries({ run }: World) {
  const items = await run.items();
  return {
    events: items
      .filter(({ sk, type }) => String(sk).startsWith('E#') && type === 'link.cancelled')
      .map(({ id }) => id),
    deliveries: items.filter(({ sk }) => String(sk).startsWith('D#')),
  };
}

const scenarios: readonly Scenario[] = [
  {
    name: 'told at once',
    arrange,
    act: publish,
    settleMs: 20 * MINUTE,
    end: async (world) => {
      const { events, deliveries } = await eventsAndDeliveries(world);
      expect(events).toHaveLength(1);
      expect(deliveries).toMatchObject([{ state: 'delivered', event: { id: events[0] } }]);
      expect(new Set(merchant.taken)).toEqual(new Set(events));
      // Once, and once more where who sent it died.
      expect(merchant.taken.length).toBeLessThanOrEqual(2);
    },
  },
  {
    name: 'told at the second try',
    arrange: async (world) => {
      const linkId = await arrange(world);
      let first = true;
      merchant.manner = () => {
        const status = first ? 500 : 200;
        first = false;
        return status;
      };
      return linkId;
    },
    act: async (world) => {
      await publish(world);
      await world.run.liveUntil(world.servers.clock.now() + 2 * MINUTE);
    },
    settleMs: HOUR,
    end: async (world) => {
      const { events, deliveries } = await eventsAndDeliveries(world);
      expect(deliveries).toMatchObject([{ state: 'delivered' }]);
      expect(new Set(merchant.taken)).toEqual(new Set(events));
      expect(merchant.requests.length).toBeLessThanOrEqual(4);
    },
  },
  {
    name: 'gone',
    arrange: async (world) => {
      const linkId = await arrange(world);
      merchant.manner = 410;
      return linkId;
    },
    act: publish,
    settleMs: HOUR,
    end: async (world) => {
      const { deliveries } = await eventsAndDeliveries(world);
      expect(deliveries).toHaveLength(1);
      expect(['failed', 'skipped']).toContain(deliveries[0]?.state);
      const endpoint = (await world.run.items()).find(({ sk }) => /^WE#we_\w+$/.test(String(sk)));
      expect(endpoint?.disabled).toMatchObject({ reason: 'gone' });
      expect(merchant.requests.length).toBeLessThanOrEqual(2);
    },
  },
];

it.each(scenarios.flatMap((scenario) => DEATHS.map((death) => [scenario.name, death, scenario] as const)))(
  '%s, whoever acts killed at each call, the first of them %s',
  async (name, death, scenario) => {
    const calls = await killInTurn(servers, scenario, death);
    process.stdout.write(`\nKill points of a webhook ${name}: ${calls}\n`);
    expect(calls).toBeGreaterThanOrEqual(9);
    expect(calls).toBeLessThan(150);
  },
  400_000,
);
