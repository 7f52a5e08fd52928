import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Simulated } from '../../local/simulators.ts';
import { ledgerOf, PROVIDERS } from '../faults/connections.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from '../faults/servers.ts';
import {
  ask,
  Body,
  bodyFor,
  type Channel,
  messagesOf,
  putConnection,
  readBody,
  type Sender,
} from './senders.ts';

const MINUTE = 60_000;
const BOTH: readonly Channel[] = ['email', 'sms'];
const NATIVE: ReadonlySet<string> = new Set(['allpay', 'fortis', 'paypoint']);

let servers: Servers;
let run: Run;
let simulated: Simulated;

beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers?.close());
beforeEach(async () => {
  servers.clock.set(START);
  run = await startRun(servers);
  const made = answered(await run.invoke('organisation/create', { name: 'Example Travel' }));
  run.key = z.parse(z.object({ api_key: z.object({ key: z.string() }) }), made).api_key.key;
});
afterEach(async () => {
  for (const each of servers.simulated) z.parse(Configured, each.simulator).configure({ wire: {} });
  await run.close();
});

const a_function = <F>() => z.custom<F>((value) => typeof value === 'function');
const Configured = z.object({ configure: a_function<(settings: object) => void>() });
const Failing = z.object({ fail: a_function<(fault: object) => unknown>() });
const Refusal = z.looseObject({ code: z.string(), errors: z.array(z.looseObject({ pointer: z.string() })) });

const senders = [undefined, 'service', 'provider'] as const;
const channelLists: readonly (readonly Channel[])[] = [[], ['sms'], ['email'], ['sms', 'email']];
const contactLists = [['phone'], ['email'], ['phone', 'email']] as const;

const named = (sender: Sender | undefined) => (sender === undefined ? {} : { sender });

describe.each(PROVIDERS)('of a link at %s', (provider) => {
  beforeEach(() => {
    simulated = simulatedOf(servers, provider);
  });

  it.each(senders)('each channel has one sender, with a connection that says %s', async (ofConnection) => {
    const put = await putConnection(run, simulated, 'main', named(ofConnection));
    if (ofConnection === 'provider' && !NATIVE.has(provider)) {
      expect(put.status).toBe(422);
      expect(z.parse(Refusal, JSON.parse(put.body))).toMatchObject({
        code: 'capability_not_supported',
        errors: [{ pointer: '/sender' }],
      });
      return;
    }
    expect(put.status, put.body).toBe(201);
    expect(JSON.parse(put.body).sender).toBe(ofConnection ?? 'service');

    const cases = senders.flatMap((ofLink) =>
      channelLists.flatMap((channels) =>
        contactLists.map((contacts) => ({
          ofLink,
          channels,
          contacts,
          wanted: ofLink ?? ofConnection ?? 'service',
        })),
      ),
    );
    const before = ledgerOf(simulated).length;
    const made = await Promise.all(
      cases.map(async ({ ofLink, channels, contacts }) =>
        ask(run, 'links/create', {
          body: bodyFor(simulated, 'main', { channels, ...named(ofLink) }, contacts),
        }),
      ),
    );
    await run.drain();
    const taken = made.filter(({ status }) => status === 201).length;
    expect(ledgerOf(simulated).length - before, 'what is refused is not at the provider').toBe(taken);

    for (const [index, { channels, contacts, wanted }] of cases.entries()) {
      const { status, body } = made[index] ?? { status: 0, body: '{}' };
      const what = JSON.stringify({ ...cases[index], body });
      const reachable = channels.every((channel) =>
        contacts.some((contact) => contact === (channel === 'sms' ? 'phone' : 'email')),
      );
      const canSend = wanted === 'service' || NATIVE.has(provider);
      if (status !== 201) {
        expect(status, what).toBe(422);
        const { errors } = z.parse(Refusal, JSON.parse(body));
        const pointers = errors.map(({ pointer }) => pointer);
        expect(pointers.length, what).toBeGreaterThan(0);
        // Beside what has to do with sending, only what the provider needs of its customers.
        const needed =
          provider === 'felloh' ? ['/customer/email'] : provider === 'paypoint' ? ['/customer/phone'] : [];
        if (canSend && reachable) expect(needed, what).toEqual(expect.arrayContaining(pointers));
        if (!canSend) expect(pointers, what).toContain('/delivery/sender');
        continue;
      }
      expect([canSend, reachable], what).toEqual([true, true]);
      const link = z.parse(Body, JSON.parse(body));
      expect(link.delivery.sender, what).toBe(wanted);
      const all = [...channels].sort();
      expect(messagesOf(servers, simulated, link), what).toEqual(
        wanted === 'provider' ? { theirs: all, ours: [] } : { theirs: [], ours: all },
      );
    }
    expect(taken, 'those that can be reached').toBe(
      cases.filter(({ wanted, channels, contacts }) => isTaken(provider, wanted, channels, contacts)).length,
    );
  });

  it('what is refused does not reach the network', async () => {
    expect((await putConnection(run, simulated, 'main')).status).toBe(201);
    const before = callsOf(simulated);
    const replies = await Promise.all(
      [
        bodyFor(simulated, 'main', { channels: ['sms'] }, ['email']),
        bodyFor(simulated, 'main', { channels: ['email'] }, ['phone']),
        ...(NATIVE.has(provider) ? [] : [bodyFor(simulated, 'main', { channels: [], sender: 'provider' })]),
      ].map((body) => ask(run, 'links/create', { body })),
    );
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 422));
    expect(callsOf(simulated)).toBe(before);
  });
});

/** A link that nothing speaks against: its provider has what it needs, and its channels somebody to reach. */
function isTaken(
  provider: string,
  wanted: Sender,
  channels: readonly Channel[],
  contacts: readonly ('phone' | 'email')[],
): boolean {
  const needs = [
    ...channels.map((channel) => (channel === 'sms' ? 'phone' : 'email')),
    ...(provider === 'felloh' ? ['email'] : provider === 'paypoint' ? ['phone'] : []),
  ];
  const has: readonly string[] = contacts;
  return needs.every((need) => has.includes(need)) && (wanted === 'service' || NATIVE.has(provider));
}

const Recorded = z.object({ calls: a_function<() => readonly unknown[]>() });

function callsOf({ simulator }: Simulated): number {
  return z.parse(Recorded, simulator).calls().length;
}

/** A link on both channels, whose first messages have gone. */
async function arranged(sender: Sender): Promise<Body> {
  const put = await putConnection(run, simulated, 'main', { sender });
  expect(put.status, put.body).toBeLessThan(300);
  const reply = await ask(run, 'links/create', { body: bodyFor(simulated, 'main', { channels: BOTH }) });
  expect(reply.status, reply.body).toBe(201);
  await settled();
  return readBody(run, JSON.parse(reply.body).id);
}

/** Past the time in which a provider's lists may lag. */
async function settled(): Promise<void> {
  await run.liveUntil(servers.clock.now() + 2 * MINUTE);
}

const combinations = PROVIDERS.flatMap((provider) =>
  (['service', 'provider'] as const)
    .filter((sender) => sender === 'service' || NATIVE.has(provider))
    .map((sender) => [provider, sender] as const),
);

/** Both channels, this often, by whoever is to be the sender; nothing by the other. */
function byOne(sender: Sender, times: number, resentBy: Sender = sender) {
  const first = { theirs: sender === 'provider' ? BOTH : [], ours: sender === 'service' ? BOTH : [] };
  const again = Array.from({ length: times - 1 }, () => BOTH).flat();
  return {
    theirs: [...first.theirs, ...(resentBy === 'provider' ? again : [])].sort(),
    ours: [...first.ours, ...(resentBy === 'service' ? again : [])].sort(),
  };
}

describe.each(combinations)('at %s, sent by the %s', (provider, sender) => {
  beforeEach(() => {
    simulated = simulatedOf(servers, provider);
  });

  it('a change of the link or of its connection sends nothing; a resend, however often asked for, goes once', async () => {
    const link = await arranged(sender);
    const other = sender === 'service' && NATIVE.has(provider) ? 'provider' : 'service';
    expect((await putConnection(run, simulated, 'main', { sender: other })).status).toBe(200);
    // What allpay has sent cannot be changed there any more.
    const there = provider === 'fortis' || (provider === 'allpay' && sender === 'service');
    const change = there ? { amount: 9_500 } : { metadata: { a: 'b' } };
    const changed = await ask(run, 'links/update', { id: link.id, method: 'PATCH', body: change });
    expect(changed.status, changed.body).toBe(200);
    expect(JSON.parse(changed.body).delivery).toMatchObject({ sender });
    await settled();
    expect(messagesOf(servers, simulated, link)).toEqual(byOne(sender, 1));
    for (let n = 0; n < 3; n++) {
      const reply = await ask(run, 'links/send', { id: link.id, body: {}, key: 'again' });
      expect(reply.status, reply.body).toBe(202);
      await run.drain();
    }
    // PayPoint has no call to send once more: that is ours.
    const resentBy = provider === 'paypoint' ? 'service' : sender;
    expect(messagesOf(servers, simulated, link)).toEqual(byOne(sender, 2, resentBy));
  });

  it.each(['before', 'after'] as const)(
    'a create that was reset %s its effect ends in one message a channel',
    async (when) => {
      await putConnection(run, simulated, 'main', { sender });
      z.parse(Failing, simulated.simulator).fail({ operation: 'create', kind: 'reset', when });
      const body = bodyFor(simulated, 'main', { channels: BOTH });
      const reply = await ask(run, 'links/create', { body, key: 'order' });
      expect(reply.status, reply.body).toBe(202);
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      expect((await ask(run, 'links/create', { body, key: 'order' })).status).toBeLessThan(300);
      await run.drain();
      const link = await readBody(run, JSON.parse(reply.body).id);
      expect(link.status).toBe('active');
      expect(link.sent_at).not.toBeNull();
      expect(messagesOf(servers, simulated, link)).toEqual(byOne(sender, 1));
    },
  );

  it('a create that failed sends nothing, its retry once', async () => {
    await putConnection(run, simulated, 'main', { sender });
    z.parse(Failing, simulated.simulator).fail({
      operation: 'create',
      kind: 'status',
      status: 429,
      times: 1,
    });
    const failed = await ask(run, 'links/create', { body: bodyFor(simulated, 'main', { channels: BOTH }) });
    const { link_id: id } = z.parse(z.looseObject({ link_id: z.string() }), JSON.parse(failed.body));
    await run.drain();
    expect(messagesOf(servers, simulated, { id, provider_url: null })).toEqual({ theirs: [], ours: [] });
    const retried = await ask(run, 'links/retry', { id });
    expect(retried.status, retried.body).toBe(200);
    await settled();
    expect(messagesOf(servers, simulated, await readBody(run, id))).toEqual(byOne(sender, 1));
  });

  it('the link that takes its place is sent once, and the old one no more', async () => {
    const old = await arranged(sender);
    const reply = await ask(run, 'links/supersede', { id: old.id, body: { amount: 10_000 } });
    expect(reply.status, reply.body).toBe(201);
    await settled();
    const link = await readBody(run, JSON.parse(reply.body).id);
    expect(link.delivery).toMatchObject({ sender });
    expect(messagesOf(servers, simulated, link)).toEqual(byOne(sender, 1));
    expect(messagesOf(servers, simulated, old)).toEqual(byOne(sender, 1));
  });
});

describe('an account that sends whatever it is told', () => {
  const create = (channels: readonly Channel[], sender?: Sender) =>
    ask(run, 'links/create', { body: bodyFor(simulated, 'main', { channels, ...named(sender) }) });

  async function arrangeAccount(provider: string, wire: object, more: object = {}): Promise<void> {
    simulated = simulatedOf(servers, provider);
    z.parse(Configured, simulated.simulator).configure({ wire });
    const put = await putConnection(run, simulated, 'main', { wire, ...more });
    expect(put.status, put.body).toBe(201);
  }

  it.each([
    ['felloh', { create_sends: true }, ['email'], { theirs: ['email'], ours: [] }],
    ['felloh', { create_sends: true }, ['sms', 'email'], { theirs: ['email'], ours: ['sms'] }],
    ['paypoint', { native_send: 'always' }, ['sms'], { theirs: ['sms'], ours: [] }],
    ['paypoint', { native_send: 'never' }, ['sms', 'email'], { theirs: [], ours: ['email', 'sms'] }],
    ['fortis', { default_delivery_method: 3 }, ['sms'], { theirs: [], ours: ['sms'] }],
  ] as const)(
    '%s with %j is the only sender of what it sends of %j',
    async (provider, wire, channels, sent) => {
      // What Fortis would do with a create that does not say is its own affair: ours says it.
      await arrangeAccount(provider, wire, provider === 'fortis' ? { wire: {} } : {});
      const made = await create(channels);
      expect(made.status, made.body).toBe(201);
      await settled();
      const link = await readBody(run, JSON.parse(made.body).id);
      expect(messagesOf(servers, simulated, link)).toEqual(sent);
      expect(link.delivery.channels).toEqual(channels);
      expect(link.sent_at).not.toBeNull();
      const taken = await ask(run, 'links/supersede', { id: link.id, body: { amount: 10_000 } });
      expect(taken.status, taken.body).toBe(201);
      await settled();
      const successor = await readBody(run, JSON.parse(taken.body).id);
      expect(messagesOf(servers, simulated, successor)).toEqual(sent);
      expect(messagesOf(servers, simulated, link)).toEqual(sent);
    },
  );

  it.each([
    ['felloh', { create_sends: true }, [], undefined, '/delivery/channels'],
    ['felloh', { create_sends: true }, ['sms'], undefined, '/delivery/channels'],
    ['paypoint', { native_send: 'always' }, [], undefined, '/delivery/channels'],
    ['paypoint', { native_send: 'always' }, ['email'], undefined, '/delivery/channels'],
    ['paypoint', { native_send: 'always' }, ['sms', 'email'], undefined, '/delivery/channels'],
    ['paypoint', { native_send: 'always' }, ['sms'], 'service', '/delivery/sender'],
    ['paypoint', { native_send: 'never' }, ['sms'], 'provider', '/delivery/sender'],
  ] as const)('%s with %j is not asked for %j by %s', async (provider, wire, channels, sender, pointer) => {
    await arrangeAccount(provider, wire);
    const made = ledgerOf(simulated).length;
    const refused = await create(channels, sender);
    expect(refused.status, refused.body).toBe(422);
    expect(z.parse(Refusal, JSON.parse(refused.body)).errors.map((error) => error.pointer)).toContain(
      pointer,
    );
    expect(ledgerOf(simulated)).toHaveLength(made);
  });

  it('leaves no choice to its connection', async () => {
    simulated = simulatedOf(servers, 'paypoint');
    const put = (sender: Sender, native_send: string) =>
      putConnection(run, simulated, 'main', { sender, wire: { native_send } });
    expect((await put('service', 'always')).status).toBe(422);
    expect((await put('provider', 'never')).status).toBe(422);
    expect((await put('provider', 'always')).status).toBe(201);
  });
});

it('a link that moves to another account is sent as that one is', async () => {
  simulated = simulatedOf(servers, 'paypoint');
  const old = await arranged('provider');
  const felloh = simulatedOf(servers, 'felloh');
  expect((await putConnection(run, felloh, 'other')).status).toBe(201);
  const reply = await ask(run, 'links/supersede', { id: old.id, body: { connection: 'other' } });
  expect(reply.status, reply.body).toBe(201);
  await settled();
  const link = await readBody(run, JSON.parse(reply.body).id);
  expect(messagesOf(servers, felloh, link)).toEqual(byOne('service', 1));
});
