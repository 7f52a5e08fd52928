import { expect } from 'vitest';
import type { Link } from '../../lib/links/model/link.ts';
import { linksOf } from './invariants.ts';
import type { Outcome, Reply, Run } from './run.ts';
import type { Servers } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface World {
  servers: Servers;
  run: Run;
}

/** One main movement of the system, whose every call may be its last. */
export interface Scenario {
  name: string;
  /** What is there before; nothing fails here. Gives the id of the link it is about. */
  arrange(world: World): Promise<string>;
  act(world: World, linkId: string): Promise<void>;
  /** How long the timers are given afterwards. */
  settleMs: number;
  /** What the link must be in the end, as far as that does not depend on when somebody died. */
  end(world: World, linkId: string): Promise<void>;
}

export const linkBody = {
  connection: 'felloh-main',
  amount: 12_500,
  currency: 'GBP',
  reference: 'INV-1001',
  description: 'Deposit for Bali',
  customer: {
    name: 'Ada Byron',
    email: 'ada@example.com',
    phone: '+447700900123',
    timezone: 'Europe/London',
  },
};

/** An organisation with a connection, as its administrator makes it. */
export async function arrangeOrganisation({ servers, run }: World, more: object = {}): Promise<void> {
  const made = answered(
    await run.invoke('organisation/create', { name: 'Example Travel', timezone: 'Europe/London' }),
  );
  const { organisation, api_key } = made as { organisation: { id: string }; api_key: { key: string } };
  run.org = organisation.id;
  run.key = api_key.key;
  const { fixtures } = servers.felloh;
  const put = answered(
    await run.http('connections/put', {
      method: 'PUT',
      path: '/v1/connections/felloh-main',
      params: { id: 'felloh-main' },
      body: {
        provider: 'felloh',
        settings: {
          base_url: run.felloh,
          page_base_url: servers.felloh.pageBaseUrl,
          organisation: fixtures.organisation,
        },
        credentials: {
          public_key: fixtures.publicKey,
          private_key: fixtures.privateKey,
          webhook_secret: 'hook-secret',
        },
        ...more,
      },
    }),
  );
  expect(put.status, put.body).toBeLessThan(300);
}

export function answered<T>(outcome: Outcome<T>): T {
  if ('killed' in outcome) throw new Error(`killed at ${outcome.killed.operation}`);
  return outcome.answered;
}

/** A link that is ready, and whose messages have gone. */
export async function arrangeLink(world: World, channels: readonly string[] = []): Promise<string> {
  const { run } = world;
  const reply = answered(
    await run.http('links/create', { path: '/v1/links', body: { ...linkBody, delivery: { channels } } }),
  );
  expect(reply.status, reply.body).toBe(201);
  await run.drain();
  // Nobody opens a message within the minute in which an index may lag.
  world.servers.clock.set(world.servers.clock.now() + 61_000);
  return JSON.parse(reply.body).id;
}

export function post(run: Run, linkId: string, verb: string, body?: unknown): Promise<Outcome<Reply>> {
  return run.http(`links/${verb}`, {
    path: `/v1/links/${linkId}/${verb}`,
    params: { id: linkId },
    headers: { 'idempotency-key': `${verb}-1` },
    ...(body === undefined ? {} : { body }),
  });
}

async function theLink({ run }: World, linkId: string) {
  const link = (await linksOf(run)).find((one) => one.id === linkId);
  if (!link) throw new Error('the link is lost');
  return link;
}

/** Of two links one can be paid, at the provider too: the old one as it was, or the one that has taken its place. */
async function expectOnePayable({ run, servers }: World, oldId: string): Promise<Link | undefined> {
  const links = await linksOf(run);
  const payable = links.filter(({ status }) => status === 'active');
  expect(payable).toHaveLength(1);
  const [only] = payable;
  const open = servers.felloh.ledger().filter(({ id, state }) => {
    return state === 'open' && links.some(({ providerLinkId }) => providerLinkId === id);
  });
  expect(open.map(({ id }) => id)).toEqual([only?.providerLinkId]);
  expect(links.filter((link) => link.held && link.status === 'active')).toEqual([]);
  const old = links.find(({ id }) => id === oldId);
  expect(old?.supersededBy).toBe(only?.id === oldId ? undefined : only?.id);
  return only;
}

/** The payer's browser: the short url's button. */
async function openPage({ run }: World, code: string): Promise<void> {
  await run.http('public/open', { path: `/p/${code}`, params: { code } });
}

const transfer = {
  amount: linkBody.amount,
  method: 'bank_transfer',
  received_on: '2026-03-01',
  reference: 'BACS-1',
};

/** A link that was opened and paid, which nobody has told us of. */
async function arrangePayment(world: World): Promise<string> {
  const linkId = await arrangeLink(world);
  const link = await theLink(world, linkId);
  await openPage(world, link.code);
  world.servers.felloh.act({ link: link.providerLinkId ?? '', action: 'pay', method: 'card' });
  return linkId;
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'create',
    arrange: async () => '',
    act: async ({ run }) => {
      await run.http('links/create', {
        path: '/v1/links',
        headers: { 'idempotency-key': 'order-1' },
        body: { ...linkBody, delivery: { channels: ['sms', 'email'] } },
      });
      await run.drain();
    },
    settleMs: 20 * MINUTE,
    end: async (world) => {
      // The caller, who may never have had an answer, asks once more with the same key.
      const reply = answered(
        await world.run.http('links/create', {
          path: '/v1/links',
          headers: { 'idempotency-key': 'order-1' },
          body: { ...linkBody, delivery: { channels: ['sms', 'email'] } },
        }),
      );
      expect(reply.status, reply.body).toBe(201);
      await world.run.drain();
      const links = await linksOf(world.run);
      expect(links).toHaveLength(1);
      expect(links[0]?.status).toBe('active');
      expect(links[0]?.id).toBe(JSON.parse(reply.body).id);
    },
  },
  {
    name: 'send',
    arrange: (world) => arrangeLink(world),
    act: async ({ run }, linkId) => {
      await post(run, linkId, 'send', { channels: ['sms', 'email'] });
      await run.drain();
    },
    settleMs: 10 * MINUTE,
    end: async (world, linkId) => {
      const reply = answered(await post(world.run, linkId, 'send', { channels: ['sms', 'email'] }));
      expect(reply.status, reply.body).toBe(202);
      await world.run.liveUntil(world.servers.clock.now() + 10 * MINUTE);
      const messages = (await world.run.items()).filter((item) => String(item.sk).startsWith('M#'));
      expect(messages.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
    },
  },
  {
    name: 'cancel',
    arrange: (world) => arrangeLink(world),
    act: async ({ run }, linkId) => {
      await post(run, linkId, 'cancel');
      await run.drain();
    },
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      expect(answered(await post(world.run, linkId, 'cancel')).status).toBe(200);
      const link = await theLink(world, linkId);
      expect(link.status).toBe('cancelled');
      expect(world.servers.felloh.ledger().find((one) => one.id === link.providerLinkId)?.state).toBe(
        'deleted',
      );
    },
  },
  {
    name: 'delete',
    arrange: (world) => arrangeLink(world),
    act: async ({ run }, linkId) => {
      await run.http('links/delete', {
        method: 'DELETE',
        path: `/v1/links/${linkId}`,
        params: { id: linkId },
      });
      await run.drain();
    },
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      const again = answered(
        await world.run.http('links/delete', {
          method: 'DELETE',
          path: `/v1/links/${linkId}`,
          params: { id: linkId },
        }),
      );
      expect([204, 404]).toContain(again.status);
      const link = await theLink(world, linkId);
      expect(link.deletedAt).toBeDefined();
      expect(world.servers.felloh.ledger().find((one) => one.id === link.providerLinkId)?.state).toBe(
        'deleted',
      );
    },
  },
  {
    name: 'assign',
    arrange: (world) => arrangeLink(world),
    act: async ({ run, servers }, linkId) => {
      await post(run, linkId, 'assign', { booking_id: servers.felloh.fixtures.booking.id });
      await run.drain();
    },
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      const id = world.servers.felloh.fixtures.booking.id;
      const again = answered(await post(world.run, linkId, 'assign', { booking_id: id }));
      expect(again.status, again.body).toBe(200);
      expect((await theLink(world, linkId)).booking?.id).toBe(id);
    },
  },
  {
    name: 'supersede',
    arrange: (world) => arrangeLink(world),
    act: async ({ run }, linkId) => {
      await post(run, linkId, 'supersede', { amount: 10_000, delivery: { channels: ['sms'] } });
      await run.drain();
    },
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      await expectOnePayable(world, linkId);
      const again = answered(
        await post(world.run, linkId, 'supersede', { amount: 10_000, delivery: { channels: ['sms'] } }),
      );
      expect(again.status, again.body).toBe(201);
      await world.run.liveUntil(world.servers.clock.now() + MINUTE);
      const old = await theLink(world, linkId);
      expect(old.status).toBe('cancelled');
      expect(old.supersededBy).toBe(JSON.parse(again.body).id);
      const head = await expectOnePayable(world, linkId);
      expect(head).toMatchObject({ id: old.supersededBy, supersedes: linkId, amount: 10_000 });
      expect(head?.held).toBeUndefined();
      expect(world.servers.felloh.ledger().find((one) => one.id === old.providerLinkId)?.state).toBe(
        'deleted',
      );
    },
  },
  {
    name: 'a payment by other means',
    arrange: (world) => arrangeLink(world),
    act: async ({ run }, linkId) => {
      await post(run, linkId, 'external-payments', transfer);
      await run.drain();
    },
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      const again = answered(await post(world.run, linkId, 'external-payments', transfer));
      expect(again.status, again.body).toBe(200);
      const link = await theLink(world, linkId);
      expect(link.status).toBe('paid');
      expect(link.externalPayments).toHaveLength(1);
      const theirs = world.servers.felloh.ledger().find((one) => one.id === link.providerLinkId);
      expect(theirs?.state).toBe('deleted');
    },
  },
  {
    name: 'open',
    arrange: (world) => arrangeLink(world),
    act: async (world, linkId) => {
      await openPage(world, (await theLink(world, linkId)).code);
      await world.run.drain();
    },
    settleMs: 5 * MINUTE,
    end: async (world, linkId) => {
      expect((await theLink(world, linkId)).status).toBe('active');
    },
  },
  {
    name: 'paid, told by the payer’s return',
    arrange: arrangePayment,
    act: async (world, linkId) => {
      const { code } = await theLink(world, linkId);
      await world.run.http('public/back', {
        method: 'GET',
        path: `/p/${code}/back/success`,
        params: { code, outcome: 'success' },
      });
      await world.run.drain();
    },
    settleMs: 15 * MINUTE,
    end: async (world, linkId) => {
      expect((await theLink(world, linkId)).status).toBe('paid');
    },
  },
  {
    name: 'paid, told by a notification',
    arrange: arrangePayment,
    act: async (world, linkId) => {
      await notify(world, (await theLink(world, linkId)).providerLinkId ?? '');
      await world.run.drain();
    },
    settleMs: 15 * MINUTE,
    end: async (world, linkId) => {
      expect((await theLink(world, linkId)).status).toBe('paid');
    },
  },
  {
    name: 'wake: a creation of unknown outcome',
    arrange: async ({ run, servers }) => {
      servers.felloh.fail({ kind: 'reset', when: 'after', operation: 'create' });
      const reply = answered(
        await run.http('links/create', {
          path: '/v1/links',
          body: { ...linkBody, delivery: { channels: ['sms'] } },
        }),
      );
      expect(reply.status, reply.body).toBe(202);
      return JSON.parse(reply.body).id;
    },
    act: ({ run, servers }) => run.liveUntil(servers.clock.now() + 2 * MINUTE),
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      expect((await theLink(world, linkId)).status).toBe('active');
    },
  },
  {
    name: 'wake: a creation that never was',
    arrange: async ({ run, servers }) => {
      servers.felloh.fail({ kind: 'reset', when: 'before', operation: 'create' });
      const reply = answered(await run.http('links/create', { path: '/v1/links', body: linkBody }));
      expect(reply.status, reply.body).toBe(202);
      return JSON.parse(reply.body).id;
    },
    act: ({ run, servers }) => run.liveUntil(servers.clock.now() + 8 * MINUTE),
    settleMs: 20 * MINUTE,
    end: async (world, linkId) => {
      const link = await theLink(world, linkId);
      // It is made once more, and only once: whoever dies at just that leaves it to a person, who finds nothing there.
      if (link.op?.stuck) {
        expect(answered(await post(world.run, linkId, 'resolve', { none: true })).status).toBe(200);
        expect(answered(await post(world.run, linkId, 'retry')).status).toBe(200);
      }
      expect((await theLink(world, linkId)).status).toBe('active');
    },
  },
  {
    name: 'wake: the end of a link that nobody paid',
    arrange: async (world) => {
      const linkId = await arrangeLink(world);
      const { expiresAt } = await theLink(world, linkId);
      world.servers.clock.set(expiresAt - MINUTE);
      return linkId;
    },
    act: ({ run, servers }) => run.liveUntil(servers.clock.now() + 2 * MINUTE),
    settleMs: 3 * HOUR,
    end: async (world, linkId) => {
      expect((await theLink(world, linkId)).status).toBe('expired');
    },
  },
];

/** A notification as the provider signs it, handed to the function as the gateway would. */
export async function notify(
  { run }: World,
  providerLinkId: string,
  change: { body?: string; secret?: string } = {},
): Promise<Outcome<Reply>> {
  const { createHmac } = await import('node:crypto');
  const hook = (await run.items()).find((item) => String(item.pk).startsWith('H#'));
  const token = String(hook?.pk).slice(2);
  const signed = JSON.stringify({
    payment_link: { id: providerLinkId },
    status: 'COMPLETE',
    amount: 12_500,
    currency: 'GBX',
    transaction: { id: '0a6d3c81-7f25-4e9b-8d14-b36e59c2f047' },
  });
  const signature = createHmac('sha256', change.secret ?? 'hook-secret')
    .update(signed)
    .digest('hex');
  return run.http('public/notify', {
    path: `/hooks/${token}`,
    params: { token },
    headers: { 'x-signature': signature, 'content-type': 'application/json' },
    body: change.body ?? signed,
  });
}
