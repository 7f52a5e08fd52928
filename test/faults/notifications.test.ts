import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ourReference } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { linkKey } from '../../lib/table/keys.ts';
import type { Simulated } from '../../local/simulators.ts';
import { arrangeConnection, createAt, ledgerOf } from './connections.ts';
import { linksOf } from './invariants.ts';
import { DEATHS, killEach } from './kill-each.ts';
import { captureLogs } from './logs.ts';
import type { Call } from './proxy.ts';
import { type Run, startRun } from './run.ts';
import { answered } from './scenarios.ts';
import { type Servers, START, simulatedOf, startServers } from './servers.ts';
import { cardEvent, deliver, type Notification, SINGLE_USE, toldOf } from './told.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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
});
afterEach(() => run.close());

const NOTIFYING = ['felloh', 'fortis', 'smarterpay'] as const;

/** One payment, its money final with the last of these. */
const PAYS: Readonly<Record<string, readonly object[]>> = {
  felloh: [{ action: 'fail' }, { action: 'pay', method: 'card' }],
  fortis: [{ action: 'pay', method: 'bank' }, { action: 'settle' }],
  smarterpay: [{ action: 'pay_pending' }, { action: 'settle' }],
};

const settingsOf = (provider: string) => (provider === 'smarterpay' ? SINGLE_USE : {});
const provesFacts = (provider: string) => provider === 'smarterpay';

async function arrange(provider: string, more: object = {}): Promise<void> {
  simulated = simulatedOf(servers, provider);
  const settings = { ...simulated.settings, ...settingsOf(provider), ...more };
  await arrangeConnection(run, { ...simulated, settings });
}

async function arrangeLink(provider: string): Promise<{ id: string; theirs: string }> {
  await arrange(provider);
  const reply = answered(await createAt(run, simulated));
  expect(reply.status, reply.body).toBe(201);
  await run.liveUntil(servers.clock.now() + 2 * MINUTE);
  return { id: JSON.parse(reply.body).id, theirs: ledgerOf(simulated).at(-1)?.id ?? '' };
}

async function linkOf(id: string, of = run): Promise<Link> {
  const found = (await linksOf(of)).find((one) => one.id === id);
  if (!found) throw new Error('the link is lost');
  return found;
}

async function tell(told: readonly Notification[]): Promise<void> {
  for (const one of told) {
    const { status } = await deliver(run, simulated.connection, one);
    expect(status).toBe(provesFacts(simulated.provider) ? 200 : 204);
    await run.drain();
  }
}

async function eventsOf(id: string): Promise<string[]> {
  return (await run.items())
    .filter((item) => String(item.sk).startsWith('E#') && String(item.pk).endsWith(id))
    .map((item) => String(item.type));
}

const isCreate = ({ service, operation }: Call) =>
  service === simulated.provider &&
  ['PUT /agent/payment-links', 'POST /v2/paylinks', 'POST /service.svc/paymentlink'].includes(operation);

describe.each(NOTIFYING)('a notification of %s', (provider) => {
  it.each(['is recorded', 'is lost'])(
    'that comes before the creation %s leaves one link, and it is paid',
    async (what) => {
      await arrange(provider);
      const made = ledgerOf(simulated).length;
      let seen: Link | undefined;
      run.fate = (call) => {
        if (!isCreate(call)) return 'pass';
        return {
          answer: async (_call, forward) => {
            const answer = await forward();
            const theirs = ledgerOf(simulated).at(-1)?.id ?? '';
            await tell(await toldOf(simulated, theirs, PAYS[provider] ?? []));
            [seen] = await linksOf(run);
            if (what === 'is lost') throw new Error('the answer is lost');
            return answer;
          },
        };
      };
      const reply = answered(await createAt(run, simulated, { delivery: { channels: ['sms'] } }));
      expect(reply.status, reply.body).toBe(what === 'is lost' ? 202 : 201);
      expect(seen?.status).toBe('creating');
      expect(seen?.facts?.amountPaid).toBe(provesFacts(provider) ? 12_500 : undefined);
      if (provesFacts(provider) && what === 'is recorded') expect(JSON.parse(reply.body).status).toBe('paid');
      await run.liveUntil(servers.clock.now() + 20 * MINUTE);
      const [link] = await linksOf(run);
      expect(link).toMatchObject({ status: 'paid', facts: { amountPaid: 12_500 } });
      expect(link?.op).toBeUndefined();
      expect(link?.sends).toBeUndefined();
      expect(ledgerOf(simulated)).toHaveLength(made + 1);
      const events = await eventsOf(link?.id ?? '');
      for (const type of ['link.created', 'link.paid']) {
        expect(
          events.filter((one) => one === type),
          events.join(),
        ).toHaveLength(1);
      }
    },
  );

  it('repeated, late or out of order ends in the same', async () => {
    const ends: unknown[] = [];
    for (const way of ['in order', 'reversed', 'three times', 'late'] as const) {
      servers.clock.set(START);
      await run.close();
      run = await startRun(servers);
      const { id, theirs } = await arrangeLink(provider);
      const told = await toldOf(simulated, theirs, PAYS[provider] ?? []);
      expect(told.length).toBeGreaterThan(1);
      // Past the second that its events name.
      servers.clock.set(servers.clock.now() + 5_000);
      if (way === 'late') await run.liveUntil(servers.clock.now() + 3 * DAY);
      await tell(way === 'reversed' ? told.toReversed() : told);
      const { version } = await linkOf(id);
      if (way === 'three times') for (let n = 0; n < 2; n++) await tell(told);
      const link = await linkOf(id);
      expect(link.version, way).toBe(version);
      expect(link.status, way).toBe('paid');
      const { amountPaid, partlyPaidAt, paidAt, flags } = link.facts ?? {};
      ends.push({ amountPaid, partlyPaidAt, paidAt, flags });
      await run.liveUntil(servers.clock.now() + 10 * MINUTE);
      expect((await linkOf(id)).version, way).toBe(version);
    }
    expect(new Set(ends.map((end) => JSON.stringify(end))).size, JSON.stringify(ends)).toBe(1);
  });

  it('while the provider cannot be read is not lost; what it proves is believed at once', async () => {
    const { id, theirs } = await arrangeLink(provider);
    const told = await toldOf(simulated, theirs, PAYS[provider] ?? []);
    run.fate = ({ service }) =>
      service === provider
        ? { answer: async () => ({ status: 503, headers: {}, body: Buffer.from('') }) }
        : 'pass';
    await tell(told);
    expect((await linkOf(id)).status).toBe(provesFacts(provider) ? 'paid' : 'active');
    run.fate = () => 'pass';
    await run.liveUntil(servers.clock.now() + 5 * MINUTE);
    const link = await linkOf(id);
    expect(link).toMatchObject({ status: 'paid', facts: { amountPaid: 12_500 } });
    expect(link.checkedAt, 'it was read').toBeDefined();
  });

  it('that nobody could work off puts the link on its own timer', async () => {
    const { id, theirs } = await arrangeLink(provider);
    const told = await toldOf(simulated, theirs, PAYS[provider] ?? []);
    const bodies: string[] = [];
    run.fate = ({ operation, body }) => {
      if (operation !== 'SendMessageBatch') return 'pass';
      bodies.push(body);
      return { answer: async () => ({ status: 400, headers: {}, body: Buffer.from('{}') }) };
    };
    for (const one of told) await deliver(run, simulated.connection, one);
    const Batch = z.object({ Entries: z.array(z.object({ MessageBody: z.string() })) });
    const records = bodies.flatMap((body) =>
      z.parse(Batch, JSON.parse(body)).Entries.map(({ MessageBody }, index) => ({
        messageId: `m${index}`,
        body: MessageBody,
      })),
    );
    run.fate = () => 'pass';
    for (let n = 0; n < 3; n++) await run.invoke('timers/record-dead', { Records: records });
    expect((await linkOf(id)).status).toBe(provesFacts(provider) ? 'paid' : 'active');
    await run.liveUntil(servers.clock.now() + 11 * MINUTE);
    expect((await linkOf(id)).status).toBe('paid');
  });

  it('that cannot be queued is answered 500', async () => {
    const { theirs } = await arrangeLink(provider);
    const [first] = await toldOf(simulated, theirs, PAYS[provider] ?? []);
    if (!first) throw new Error('nothing was told');
    run.fate = ({ operation }) =>
      operation === 'SendMessageBatch'
        ? { answer: async () => ({ status: 400, headers: {}, body: Buffer.from('{}') }) }
        : 'pass';
    expect((await deliver(run, simulated.connection, first)).status).toBe(500);
  });

  it.each(DEATHS)(
    'ends in a paid link, whoever dies over it (%s)',
    async (death) => {
      let told: Notification[] = [];
      const calls = await killEach(servers, simulatedOf(servers, provider), death, {
        settings: settingsOf(provider),
        arrange: async (current) => {
          simulated = simulatedOf(servers, provider);
          const { id } = JSON.parse(answered(await createAt(current, simulated)).body);
          await current.drain();
          servers.clock.set(servers.clock.now() + 61_000);
          told = await toldOf(
            simulated,
            ledgerOf(simulated).at(-1)?.id ?? '',
            PAYS[provider]?.slice(-2) ?? [],
          );
          for (const one of told) await deliver(current, simulated.connection, one);
          return id;
        },
        act: (current) => current.drain(),
        end: async (current, id, made, killed) => {
          const where = `${killed.service} ${killed.operation}`;
          const link = await linkOf(id, current);
          expect(link, where).toMatchObject({ status: 'paid', facts: { amountPaid: 12_500 } });
          expect(link.op, where).toBeUndefined();
          expect(ledgerOf(simulated), where).toHaveLength(made + 1);
        },
      });
      expect(calls).toBeGreaterThan(4);
    },
    120_000,
  );
});

it('Felloh’s other shape names the payment alone: its link is asked for', async () => {
  const { id, theirs } = await arrangeLink('felloh');
  servers.felloh.configure({ wire: { webhook_shape: 'event_data' } });
  const told = await toldOf(simulated, theirs, [{ action: 'pay', method: 'card' }]);
  servers.felloh.configure({ wire: {} });
  expect(told.map(({ body }) => body.includes(theirs))).toEqual([false]);
  run.fate = ({ service }) =>
    service === 'felloh'
      ? { answer: async () => ({ status: 503, headers: {}, body: Buffer.from('') }) }
      : 'pass';
  await tell(told);
  expect((await linkOf(id)).status).toBe('active');
  run.fate = () => 'pass';
  await run.liveUntil(servers.clock.now() + 5 * MINUTE);
  expect((await linkOf(id)).status).toBe('paid');
});

describe('a reference', () => {
  async function unmoved(...links: readonly Link[]): Promise<void> {
    await run.drain();
    await run.liveUntil(servers.clock.now() + 2 * MINUTE);
    const now = await linksOf(run);
    for (const link of links) {
      expect(now.find(({ id }) => id === link.id)).toMatchObject({
        version: link.version,
        status: link.status,
      });
    }
    expect(servers.sqs.depth(run.names.wake)).toMatchObject({ visible: 0, inFlight: 0 });
  }

  it('alone, with a strong signature, leads to its link', async () => {
    const { id } = await arrangeLink('smarterpay');
    await tell([cardEvent(simulated, ourReference(id, 0))]);
    expect(await linkOf(id)).toMatchObject({ status: 'paid', facts: { amountPaid: 12_500 } });
  });

  it('that is altered, of a generation that never was, or of somebody else leads nowhere', async () => {
    const { id } = await arrangeLink('smarterpay');
    const link = await linkOf(id);
    const ours = ourReference(id, 0);
    const references = [
      ourReference(id, 1),
      `${ours.slice(0, 25)}${ours[25] === 'A' ? 'B' : 'A'}${ours.slice(26)}`,
      ours.toLowerCase(),
      ours.slice(1),
      `${ours}0`,
      `8${ours.slice(1)}`,
      '01KJQ4T7B0Z3V5N8X2C6D9F1GH0A',
      'INV-1001',
    ];
    for (const reference of references) {
      const { status } = await deliver(run, simulated.connection, cardEvent(simulated, reference));
      expect([200, 204], reference).toContain(status);
    }
    const { body, headers } = cardEvent(simulated, ours);
    const forged = await deliver(run, simulated.connection, {
      body: body.replace('12500', '12501'),
      headers,
    });
    expect(forged.status).toBe(498);
    await unmoved(link);
  });

  it('of another organisation, or of another connection, leads nowhere', async () => {
    const first = await arrangeLink('smarterpay');
    const others = await linkOf(first.id);
    const felloh = simulatedOf(servers, 'felloh');
    await arrangeConnection(run, felloh);
    const reply = answered(await createAt(run, felloh));
    expect(reply.status, reply.body).toBe(201);
    await run.liveUntil(servers.clock.now() + 2 * MINUTE);
    const ofFelloh = await linkOf(JSON.parse(reply.body).id);
    // The second organisation, with a SmarterPay account of its own beside Felloh's.
    const put = answered(
      await run.http('connections/put', {
        method: 'PUT',
        path: '/v1/connections/second',
        params: { id: 'second' },
        body: {
          provider: 'smarterpay',
          settings: { ...simulated.settings, ...SINGLE_USE },
          credentials: simulated.credentials,
        },
      }),
    );
    expect(put.status, put.body).toBe(201);
    for (const { id } of [others, ofFelloh]) {
      const { status } = await deliver(run, 'second', cardEvent(simulated, ourReference(id, 0)));
      expect(status).toBe(200);
    }
    await unmoved(others, ofFelloh);
  });

  it('with another amount or currency is taken for what it says, and flagged', async () => {
    const codes = async (changes: object) => {
      servers.clock.set(START);
      await run.close();
      run = await startRun(servers);
      const { id } = await arrangeLink('smarterpay');
      run.fate = ({ service }) =>
        service === 'smarterpay'
          ? { answer: async () => ({ status: 503, headers: {}, body: Buffer.from('') }) }
          : 'pass';
      await tell([cardEvent(simulated, ourReference(id, 0), changes)]);
      run.fate = () => 'pass';
      const reply = answered(
        await run.http('links/get', { method: 'GET', path: `/v1/links/${id}`, params: { id } }),
      );
      const { status, exceptions } = JSON.parse(reply.body);
      return [status, exceptions.map(({ code }: { code: string }) => code)];
    };
    expect(await codes({ initial_amount: '12600' })).toEqual(['paid', ['overpaid']]);
    expect(await codes({ initial_amount: '5000' })).toEqual(['partially_paid', []]);
    expect(await codes({ currency_code: 'EUR' })).toEqual(['active', ['amount_mismatch']]);
    expect(await codes({ initial_amount: 'much' })).toEqual(['processing', ['amount_unconfirmed']]);
  });

  it('of an earlier create tells that there are several provider links', async () => {
    const { id } = await arrangeLink('smarterpay');
    // As a link is kept that was made once more under a reference of its own.
    await servers.dynamodb.send(
      new UpdateItemCommand({
        TableName: run.table,
        Key: marshall({ ...linkKey((await linkOf(id)).org, id) }),
        UpdateExpression: 'SET generation = :one',
        ExpressionAttributeValues: marshall({ ':one': 1 }),
      }),
    );
    await tell([cardEvent(simulated, ourReference(id, 0))]);
    const link = await linkOf(id);
    expect(link.status).toBe('paid');
    expect(Object.keys(link.facts?.flags ?? {})).toEqual(['several_provider_links']);
  });
});

const Acting = z.object({
  act: z.custom<(act: object) => unknown>((value) => typeof value === 'function'),
});
const Failing = z.object({
  fail: z.custom<(fault: object) => unknown>((value) => typeof value === 'function'),
});

describe('facts about a link that is not found at the provider', () => {
  it('keep it from being made once more: a person has to look', async () => {
    await arrange('smarterpay');
    const made = ledgerOf(simulated).length;
    z.parse(Failing, simulated.simulator).fail({ operation: 'create', kind: 'reset', when: 'before' });
    const { id } = JSON.parse(answered(await createAt(run, simulated)).body);
    await tell([cardEvent(simulated, ourReference(id, 0), { status: 'failed' })]);
    await run.liveUntil(servers.clock.now() + 20 * MINUTE);
    expect(await linkOf(id)).toMatchObject({ status: 'creating', op: { kind: 'create', stuck: true } });
    expect(ledgerOf(simulated)).toHaveLength(made);
  });

  it('whose creation fails meanwhile are looked into', async () => {
    await arrange('smarterpay');
    const made = ledgerOf(simulated).length;
    run.fate = (call) => {
      if (!isCreate(call)) return 'pass';
      return {
        answer: async () => {
          const [link] = await linksOf(run);
          await tell([cardEvent(simulated, ourReference(link?.id ?? '', 0))]);
          return { status: 400, headers: {}, body: Buffer.from('{}') };
        },
      };
    };
    const reply = answered(await createAt(run, simulated));
    expect(reply.status, reply.body).toBe(202);
    run.fate = () => 'pass';
    const { id } = JSON.parse(reply.body);
    const cancelled = answered(
      await run.http('links/cancel', { path: `/v1/links/${id}/cancel`, params: { id } }),
    );
    expect(cancelled.status, cancelled.body).toBe(409);
    await run.liveUntil(servers.clock.now() + 20 * MINUTE);
    expect(await linkOf(id)).toMatchObject({
      status: 'creating',
      op: { stuck: true },
      facts: { amountPaid: 12_500 },
    });
    expect(ledgerOf(simulated)).toHaveLength(made);
  });

  it('which had failed are kept and flagged, and nothing is made in its place', async () => {
    await arrange('smarterpay');
    z.parse(Failing, simulated.simulator).fail({ operation: 'create', kind: 'status', status: 400 });
    const refused = answered(await createAt(run, simulated));
    expect(refused.status).toBe(422);
    const { link_id: id } = JSON.parse(refused.body);
    await tell([cardEvent(simulated, ourReference(id, 0))]);
    const path = `/v1/links/${id}`;
    const body = JSON.parse(
      answered(await run.http('links/get', { method: 'GET', path, params: { id } })).body,
    );
    expect(body).toMatchObject({
      status: 'failed',
      amount_paid: 12_500,
      exceptions: [{ code: 'paid_after_failure' }],
    });
    for (const verb of ['retry', 'cancel']) {
      const reply = answered(await run.http(`links/${verb}`, { path: `${path}/${verb}`, params: { id } }));
      expect(reply.status, `${verb}: ${reply.body}`).toBe(409);
    }
  });
});

it('SmarterPay pages of both uses: an event is taken once its link can be looked at', async () => {
  await arrange('smarterpay', { pages: simulatedOf(servers, 'smarterpay').settings.pages });
  const reply = answered(await createAt(run, simulated));
  expect(reply.status, reply.body).toBe(201);
  const { id } = JSON.parse(reply.body);
  const event = cardEvent(simulated, ourReference(id, 0));
  // Its lists tell a link a moment later: until then the provider is to come again.
  expect((await deliver(run, simulated.connection, event)).status).toBe(503);
  servers.clock.set(servers.clock.now() + MINUTE);
  await tell([event]);
  expect((await linkOf(id)).status).toBe('paid');
});

it('a status unheard of is told to the log when the link is found by look-up', async () => {
  await arrange('smarterpay');
  z.parse(Failing, simulated.simulator).fail({ operation: 'create', kind: 'reset', when: 'after' });
  const { id } = JSON.parse(answered(await createAt(run, simulated)).body);
  z.parse(Acting, simulated.simulator).act({
    action: 'status',
    link: ledgerOf(simulated).at(-1)?.id,
    status: 'asleep',
  });
  const logs = captureLogs();
  const reads: string[] = [];
  run.fate = ({ service, operation }) => {
    if (service === 'smarterpay') reads.push(operation);
    return 'pass';
  };
  try {
    while ((await linkOf(id)).status === 'creating') await run.liveUntil(servers.clock.now() + MINUTE);
    // Once per read: by the look-up, and by what is looked at after it.
    expect(reads[0]).toContain('paymentlinks');
    expect(logs.text().split('"code":"PROVIDER_STATUS_UNKNOWN"')).toHaveLength(reads.length + 1);
  } finally {
    logs.release();
  }
  expect(await linkOf(id)).toMatchObject({
    status: 'active',
    facts: { flags: { provider_status_unknown: expect.anything() } },
  });
});
