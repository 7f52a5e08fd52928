import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { arrangeConnection, createAt } from './connections.ts';
import { linksOf } from './invariants.ts';
import { type Run, startRun } from './run.ts';
import { answered, arrangeOrganisation, linkBody, post } from './scenarios.ts';
import { type Servers, simulatedOf, startServers } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let servers: Servers;
let run: Run;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());
afterEach(() => run?.close());

const outbox = () => servers.outbox.list();
const later = (ms: number) => run.liveUntil(servers.clock.now() + ms);
const iso = (at: number) => new Date(at).toISOString();

async function start(now: string): Promise<void> {
  servers.clock.set(Date.parse(now));
  servers.outbox.clear();
  run = await startRun(servers);
  await arrangeOrganisation({ servers, run });
}

async function create(sendAt: number, timezone = 'Europe/London', delivery: object = {}) {
  const reply = answered(
    await run.http('links/create', {
      path: '/v1/links',
      body: {
        ...linkBody,
        customer: { ...linkBody.customer, timezone },
        delivery: { channels: ['sms'], send_at: iso(sendAt), ...delivery },
      },
    }),
  );
  expect(reply.status, reply.body).toBe(201);
  return JSON.parse(reply.body);
}

describe('a first message with a moment of its own', () => {
  // Weekday, place, when it is asked for (UTC), and the earliest it may go; an opening is spread over 20 minutes.
  it.each([
    ['within the hours', 'Europe/London', '2026-03-05T12:34:00Z', '2026-03-05T12:34:00Z'],
    ['at night, to the morning', 'Europe/London', '2026-03-05T23:00:00Z', '2026-03-06T08:00:00Z'],
    ['before dawn', 'America/New_York', '2026-03-05T11:00:00Z', '2026-03-05T13:00:00Z'],
    ['where it is tomorrow already', 'Pacific/Auckland', '2026-03-05T12:00:00Z', '2026-03-05T19:00:00Z'],
    ['at half an hour', 'Asia/Kolkata', '2026-03-05T01:00:00Z', '2026-03-05T02:30:00Z'],
    ['at three quarters', 'Asia/Kathmandu', '2026-03-05T01:00:00Z', '2026-03-05T02:15:00Z'],
    ['on the last minute', 'Europe/London', '2026-03-05T20:59:00Z', '2026-03-05T20:59:00Z'],
    ['at 21:00', 'Europe/London', '2026-03-05T21:00:00Z', '2026-03-06T08:00:00Z'],
    [
      'the morning after the clocks go on',
      'America/New_York',
      '2026-03-08T06:00:00Z',
      '2026-03-08T12:00:00Z',
    ],
    ['a week after they go on', 'Europe/London', '2026-03-30T03:00:00Z', '2026-03-30T07:00:00Z'],
  ])('goes %s (%s)', async (_, zone, sendAt, earliest) => {
    await start('2026-03-04T12:00:00Z');
    const at = Date.parse(sendAt);
    const due = Date.parse(earliest);
    expect((await create(at, zone)).delivery.send_at).toBe(iso(at));
    await run.liveUntil(due - 1_000);
    expect(outbox()).toEqual([]);
    await run.liveUntil(due + (due === at ? MINUTE : 21 * MINUTE));
    const [message, ...more] = outbox();
    expect(more).toEqual([]);
    expect(Date.parse(message?.at ?? '')).toBeGreaterThanOrEqual(due);
    await later(2 * DAY);
    expect(outbox()).toHaveLength(1);
  });

  it('goes at that very instant where there is a reason', async () => {
    await start('2026-03-04T12:00:00Z');
    const at = Date.parse('2026-03-05T03:33:00Z');
    await create(at, 'Europe/London', { override_reason: 'flight at five' });
    await run.liveUntil(at - 1_000);
    expect(outbox()).toEqual([]);
    await run.liveUntil(at + MINUTE);
    expect(outbox()).toHaveLength(1);
  });

  it('goes at once where the moment is over, and by day where it is night', async () => {
    await start('2026-03-04T12:00:00Z');
    await create(servers.clock.now() - DAY);
    await run.drain();
    expect(outbox()).toHaveLength(1);
    await create(servers.clock.now() - DAY, 'Pacific/Auckland');
    await later(MINUTE);
    expect(outbox()).toHaveLength(1);
    await later(12 * HOUR);
    expect(outbox()).toHaveLength(2);
  });

  it('goes once though every hint is lost', async () => {
    await start('2026-03-04T12:00:00Z');
    run.fate = ({ service }) =>
      service === 'sqs' && !run.ticking
        ? { answer: async () => ({ status: 400, headers: {}, body: Buffer.from('{}') }) }
        : 'pass';
    const at = Date.parse('2026-03-05T12:00:00Z');
    await create(at);
    await run.liveUntil(at - 1_000);
    expect(outbox()).toEqual([]);
    await run.liveUntil(at + 2 * MINUTE);
    expect(outbox()).toHaveLength(1);
    await later(DAY);
    expect(outbox()).toHaveLength(1);
  });

  it.each<[string, (id: string, providerLinkId: string) => Promise<unknown>, number]>([
    ['cancelled', (id) => post(run, id, 'cancel'), 0],
    [
      'paid by other means',
      (id) =>
        post(run, id, 'external-payments', {
          amount: linkBody.amount,
          method: 'cash',
          received_on: '2026-03-04',
          reference: 'R1',
        }),
      0,
    ],
    [
      'paid, as its provider tells',
      async (id, link) => {
        servers.felloh.act({ link, action: 'pay', method: 'card' });
        await post(run, id, 'refresh');
      },
      0,
    ],
    [
      'deleted',
      (id) => run.http('links/delete', { method: 'DELETE', path: `/v1/links/${id}`, params: { id } }),
      0,
    ],
    ['superseded, which sends in its stead', (id) => post(run, id, 'supersede', { amount: 10_000 }), 1],
  ])('never goes for a link that is %s before', async (_, end, count) => {
    await start('2026-03-04T12:00:00Z');
    const at = Date.parse('2026-03-06T12:00:00Z');
    const { id, provider_link_id } = await create(at);
    await later(HOUR);
    await end(id, provider_link_id);
    await run.liveUntil(at - 1_000);
    expect(outbox()).toEqual([]);
    await run.liveUntil(at + DAY);
    expect(outbox()).toHaveLength(count);
    expect(JSON.stringify(outbox())).not.toContain(id);
    expect((await linksOf(run)).flatMap(({ sends = [] }) => sends)).toEqual([]);
  });

  it('is not held up by what is sent by hand before', async () => {
    await start('2026-03-04T12:00:00Z');
    const at = Date.parse('2026-03-05T12:00:00Z');
    const { id } = await create(at);
    await post(run, id, 'send', { channels: ['email'] });
    await later(MINUTE);
    expect(outbox().map(({ channel }) => channel)).toEqual(['email']);
    await run.liveUntil(at + MINUTE);
    expect(outbox().map(({ channel }) => channel)).toEqual(['email', 'sms']);
  });
});

describe('through a provider that sends by itself', () => {
  beforeEach(async () => {
    servers.clock.set(Date.parse('2026-03-04T12:00:00Z'));
    servers.outbox.clear();
    run = await startRun(servers);
  });

  it.each(['allpay', 'fortis'])('%s is told to send at that moment', async (provider) => {
    const simulated = simulatedOf(servers, provider);
    await arrangeConnection(run, simulated);
    const at = Date.parse('2026-03-05T17:00:00Z');
    const made = answered(
      await createAt(run, simulated, {
        delivery: { channels: ['email'], sender: 'provider', send_at: iso(at) },
      }),
    );
    expect(made.status, made.body).toBe(201);
    const messages = async () => (await run.items()).filter((item) => String(item.sk).startsWith('M#'));
    await run.liveUntil(at - 1_000);
    expect(await messages()).toEqual([]);
    const writes: string[] = [];
    run.fate = ({ service, operation }) => {
      if (service === provider && !/^GET|token/i.test(operation)) writes.push(operation);
      return 'pass';
    };
    await run.liveUntil(at + 2 * MINUTE);
    expect(await messages()).toMatchObject([{ channel: 'email', state: 'sent' }]);
    expect(outbox()).toEqual([]);
    // Each of what it takes to send, once.
    expect(writes.length).toBeGreaterThan(0);
    expect(new Set(writes).size).toBe(writes.length);
  });

  it('paypoint, which sends when a link is made, refuses to wait', async () => {
    const simulated = simulatedOf(servers, 'paypoint');
    await arrangeConnection(run, simulated);
    const at = Date.parse('2026-03-05T17:00:00Z');
    const delivery = { channels: ['sms'], sender: 'provider' };
    const refused = answered(await createAt(run, simulated, { delivery: { ...delivery, send_at: iso(at) } }));
    expect([refused.status, JSON.parse(refused.body).code], refused.body).toEqual([
      422,
      'capability_not_supported',
    ]);
    expect(JSON.parse(refused.body).errors).toMatchObject([{ pointer: '/delivery/send_at' }]);
    const past = answered(
      await createAt(run, simulated, {
        delivery: { ...delivery, send_at: iso(servers.clock.now() - HOUR) },
      }),
    );
    expect(past.status, past.body).toBe(201);
  });
});
