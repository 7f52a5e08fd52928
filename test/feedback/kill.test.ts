import { afterAll, beforeAll, expect, it } from 'vitest';
import { smsEvents } from '../../local/aws/feedback/sms-events.ts';
import { linksOf } from '../faults/invariants.ts';
import { killInTurn } from '../faults/kill.ts';
import { answered, linkBody, type Scenario, type World } from '../faults/scenarios.ts';
import { type Servers, startServers } from '../faults/servers.ts';

const MINUTE = 60_000;
/** Its message arrives, and the answer of the channel is lost. */
const LOST = '+447700900994';

/** A link with a text that may be followed by an email. */
async function arrange(world: World, phone: string): Promise<string> {
  const { run, servers } = world;
  const body = {
    ...linkBody,
    customer: { ...linkBody.customer, phone },
    delivery: { channels: ['sms'], fallback: 'on_undelivered', override_reason: 'test' },
    reminders: 'none',
  };
  const reply = answered(await run.http('links/create', { path: '/v1/links', body }));
  expect(reply.status, reply.body).toBe(201);
  await run.drain();
  servers.clock.set(servers.clock.now() + MINUTE);
  return JSON.parse(reply.body).id;
}

/** What was sent about a link, by channel. */
function sent({ servers }: World, linkId: string, channel: string) {
  return servers.outbox
    .list()
    .filter((message) => message.channel === channel && JSON.stringify(message).includes(linkId));
}

async function tell(world: World, linkId: string, event: 'delivered' | 'invalid' | 'stop'): Promise<void> {
  const { servers, run } = world;
  const [text] = sent(world, linkId, 'sms');
  if (!text) throw new Error('no text was sent');
  const events = smsEvents(servers.clock);
  const body = {
    delivered: () => events.delivered(text),
    invalid: () => events.undelivered(text, 'INVALID'),
    stop: () => events.reply(text, 'Stop.'),
  }[event]();
  servers.sqs.send(run.names.feedback, JSON.stringify(body));
  await run.drain();
}

async function messagesOf({ run }: World) {
  const messages = (await run.items()).filter((item) => String(item.sk).startsWith('M#'));
  return messages.map(({ channel, state }) => [channel, state]).sort();
}

async function eventsOf({ run }: World): Promise<unknown[]> {
  return (await run.items()).filter(({ sk }) => String(sk).startsWith('E#')).map(({ type }) => type);
}

const scenarios: readonly Scenario[] = [
  {
    name: 'undelivered, and followed by the other channel',
    arrange: (world) => arrange(world, '+447700900123'),
    act: (world, linkId) => tell(world, linkId, 'invalid'),
    settleMs: 30 * MINUTE,
    end: async (world, linkId) => {
      const [email, sms, ...more] = await messagesOf(world);
      expect(more).toEqual([]);
      expect(sms).toEqual(['sms', 'undelivered']);
      expect(['sent', 'unknown']).toContain(email?.[1]);
      expect(sent(world, linkId, 'email').length).toBeLessThanOrEqual(1);
      const told = (await eventsOf(world)).filter((type) => type === 'message.undelivered');
      expect(told).toHaveLength(1);
      // It comes once more, long after.
      await tell(world, linkId, 'invalid');
      expect(sent(world, linkId, 'email').length).toBeLessThanOrEqual(1);
    },
  },
  {
    name: 'a late receipt settles what nobody knew',
    arrange: (world) => arrange(world, LOST),
    act: (world, linkId) => tell(world, linkId, 'delivered'),
    settleMs: 30 * MINUTE,
    end: async (world, linkId) => {
      expect(await messagesOf(world)).toEqual([['sms', 'delivered']]);
      const link = (await linksOf(world.run)).find(({ id }) => id === linkId);
      expect(link?.sentAt).toBeDefined();
      const types = await eventsOf(world);
      expect(types.filter((type) => type === 'message.delivered')).toHaveLength(1);
      expect(types).toEqual(expect.arrayContaining(['message.unknown', 'link.sent']));
    },
  },
  {
    name: 'STOP, then a text that did not arrive: no email after it',
    arrange: (world) => arrange(world, '+447700900124'),
    act: async (world, linkId) => {
      await tell(world, linkId, 'stop');
      await tell(world, linkId, 'invalid');
    },
    settleMs: 30 * MINUTE,
    end: async (world, linkId) => {
      const [email, sms] = await messagesOf(world);
      expect(sms).toEqual(['sms', 'undelivered']);
      const items = await world.run.items();
      expect(items.filter(({ pk }) => String(pk).endsWith('#U'))).toHaveLength(1);
      // The two come in any order once one of them had to be repeated; after the STOP nothing left.
      if (email?.[1] === 'suppressed') expect(sent(world, linkId, 'email')).toEqual([]);
      expect(sent(world, linkId, 'email').length).toBeLessThanOrEqual(1);
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
    expect(calls).toBeGreaterThan(3);
  },
  240_000,
);
