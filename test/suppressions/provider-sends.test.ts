import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { listMessages } from '../../lib/table/messages.ts';
import { arrangeConnection, createAt, ledgerOf } from '../faults/connections.ts';
import { linksOf } from '../faults/invariants.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeOrganisation, linkBody, post } from '../faults/scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from '../faults/servers.ts';

const PHONE = '+447700900123';
const EMAIL = 'ada@example.com';

let servers: Servers;
let run: Run;
beforeAll(async () => {
  servers = await startServers();
});
beforeEach(async () => {
  servers.clock.set(START);
  servers.outbox.clear();
  run = await startRun(servers);
});
afterEach(() => run.close());
afterAll(() => servers.close());

async function suppressed(channel: 'sms' | 'email'): Promise<string> {
  const body = { channel, contact: channel === 'sms' ? PHONE : EMAIL };
  const made = answered(await run.http('suppressions/create', { path: '/v1/suppressions', body }));
  expect(made.status, made.body).toBe(200);
  return JSON.parse(made.body).id;
}

async function messagesOf(linkId: string) {
  const [link] = (await linksOf(run)).filter(({ id }) => id === linkId);
  const table = { client: servers.dynamodb, name: run.table };
  const ended = await listMessages(table, link?.org ?? '', linkId);
  return ended
    .map(({ channel, state, reason }) => ({ channel, state, reason }))
    .sort((a, b) => (a.channel < b.channel ? -1 : 1));
}

/** What PayPoint itself has sent. */
const Sent = z.looseObject({ messages: z.array(z.looseObject({ channel: z.string() })) });
const sentByPaypoint = () =>
  ledgerOf(simulatedOf(servers, 'paypoint'))
    .slice(paypointBefore)
    .flatMap((entry) => Sent.parse(entry).messages.map(({ channel }) => channel));
let paypointBefore = 0;

async function atPaypoint(channels: readonly string[]) {
  paypointBefore = ledgerOf(simulatedOf(servers, 'paypoint')).length;
  const delivery = { channels, sender: 'provider' };
  const made = answered(
    await createAt(run, simulatedOf(servers, 'paypoint'), { delivery, reminders: 'none' }),
  );
  expect(made.status, made.body).toBe(201);
  await run.liveUntil(servers.clock.now() + 120_000);
  return JSON.parse(made.body).id as string;
}

it.each([
  ['sms', 'email'],
  ['email', 'sms'],
] as const)(
  'a provider is told to send by all channels but %s, of which the end is recorded',
  async (silent, other) => {
    await arrangeConnection(run, simulatedOf(servers, 'paypoint'));
    await suppressed(silent);
    const id = await atPaypoint(['sms', 'email']);
    expect(sentByPaypoint()).toEqual([other]);
    expect(await messagesOf(id)).toEqual([{ channel: silent, state: 'suppressed', reason: 'opted_out' }]);
    expect(servers.outbox.list()).toEqual([]);
  },
);

it('a provider is told to send nothing to who is suppressed on all', async () => {
  await arrangeConnection(run, simulatedOf(servers, 'paypoint'));
  await suppressed('sms');
  await suppressed('email');
  const id = await atPaypoint(['sms', 'email']);
  expect(sentByPaypoint()).toEqual([]);
  expect(await messagesOf(id)).toEqual([
    { channel: 'email', state: 'suppressed', reason: 'opted_out' },
    { channel: 'sms', state: 'suppressed', reason: 'opted_out' },
  ]);
  expect(servers.outbox.list()).toEqual([]);
});

it('a provider sends to who is not suppressed, and nothing is recorded as ours', async () => {
  await arrangeConnection(run, simulatedOf(servers, 'paypoint'));
  const id = await atPaypoint(['sms']);
  expect(sentByPaypoint()).toEqual(['sms']);
  expect(await messagesOf(id)).toEqual([]);
});

it('an account that sends whatever it is told is not asked at all, and is once it may send', async () => {
  await arrangeOrganisation({ servers, run });
  const { fixtures } = servers.felloh;
  const connection = {
    provider: 'felloh',
    settings: {
      base_url: run.felloh,
      page_base_url: servers.felloh.pageBaseUrl,
      organisation: fixtures.organisation,
    },
    credentials: { public_key: fixtures.publicKey, private_key: fixtures.privateKey, webhook_secret: 's' },
    wire: { create_sends: true },
  };
  const put = answered(
    await run.http('connections/put', {
      method: 'PUT',
      path: '/v1/connections/mails',
      params: { id: 'mails' },
      body: connection,
    }),
  );
  expect(put.status, put.body).toBeLessThan(300);
  const id = await suppressed('email');
  const before = servers.felloh.ledger().length;
  const create = async () =>
    answered(
      await run.http('links/create', {
        path: '/v1/links',
        headers: { 'idempotency-key': 'order-1' },
        body: { ...linkBody, connection: 'mails', delivery: { channels: ['sms', 'email'] } },
      }),
    );
  const refused = await create();
  expect([refused.status, JSON.parse(refused.body).code]).toEqual([409, 'recipient_suppressed']);
  expect(servers.felloh.ledger()).toHaveLength(before);
  expect(await linksOf(run)).toEqual([]);
  const lifted = answered(
    await run.http('suppressions/delete', {
      method: 'DELETE',
      path: `/v1/suppressions/${id}`,
      params: { id },
    }),
  );
  expect(lifted.status, lifted.body).toBe(204);
  expect((await create()).status).toBe(201);
});

it('a send to who is suppressed on all is refused and queues nothing; else the others are queued', async () => {
  await arrangeOrganisation({ servers, run });
  const made = answered(await run.http('links/create', { path: '/v1/links', body: linkBody }));
  const { id } = JSON.parse(made.body);
  await suppressed('sms');
  const send = async (key: string, channels: readonly string[]) => {
    const reply = answered(
      await run.http('links/send', {
        path: `/v1/links/${id}/send`,
        params: { id },
        headers: { 'idempotency-key': key },
        body: { channels },
      }),
    );
    return { status: reply.status, body: JSON.parse(reply.body) };
  };
  const refused = await send('a', ['sms']);
  expect([refused.status, refused.body.code, refused.body.link_id]).toEqual([
    409,
    'recipient_suppressed',
    id,
  ]);
  const [link] = await linksOf(run);
  expect(link?.sends).toBeUndefined();
  const other = await send('b', ['sms', 'email']);
  expect([other.status, other.body.data.map(({ channel }: { channel: string }) => channel)]).toEqual([
    202,
    ['email'],
  ]);
  await suppressed('email');
  expect(await send('b', ['sms', 'email'])).toEqual(other);
  await run.drain();
  expect(servers.outbox.list()).toEqual([]);
  expect(await messagesOf(id)).toEqual([{ channel: 'email', state: 'suppressed', reason: 'opted_out' }]);
  expect((await post(run, id, 'send')).valueOf()).toMatchObject({ answered: { status: 409 } });
});
