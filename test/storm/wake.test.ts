import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NEAR_MS, slotIntervalMs } from '../../lib/connections/model/rate.ts';
import { createRates } from '../../lib/connections/rate.ts';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { refreshLink } from '../../lib/links/refresh.ts';
import { saveLink } from '../../lib/links/save.ts';
import { tick } from '../../lib/links/tick.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { remind } from '../../lib/reminders/remind.ts';
import { toItem } from '../../lib/table/items.ts';
import { linkKey } from '../../lib/table/keys.ts';
import { toLink } from '../../lib/table/link-item.ts';
import { getLink } from '../../lib/table/links.ts';
import { reserveSlots } from '../../lib/table/rates.ts';
import { arrangeStorm, linksOf, type StormServers, startStormServers } from './servers.ts';

/** A Friday noon. */
const START = Date.UTC(2026, 11, 4, 12, 1);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RATE = 4;

const clock = { at: START, now: () => clock.at };
let servers: StormServers;
let deps: WakeDeps;
let sqs: SQSClient;
let org = '';
let model: Link;

beforeAll(async () => {
  servers = await startStormServers(clock);
  sqs = new SQSClient({ endpoint: servers.sqs.url });
});
afterAll(async () => {
  sqs.destroy();
  await servers.close();
});

beforeEach(async () => {
  clock.at = START;
  const arranged = await arrangeStorm(servers, { name: 'Example Travel', callsPerSecond: RATE });
  ({ org } = arranged);
  model = toLink(arranged.model);
  deps = {
    ...servers.deps,
    rates: createRates({
      ...servers.deps,
      pause: async (ms) => {
        clock.at += ms;
      },
    }),
    deliver: () => Promise.reject(new Error('nothing is to be delivered')),
    remind: () => Promise.reject(new Error('nobody is to be reminded')),
  };
});

/** A link whose check is due, at the same provider link as the model. */
async function dueLink(changes: Partial<Link> = {}): Promise<Link> {
  const { version: _version, dueAt: _dueAt, ...draft } = model;
  const opened = { lastOpenedAt: START - 3 * DAY, checkedAt: START - DAY };
  const own = { id: newLinkId(clock.at), code: newSecret(128) };
  const saved = await saveLink(deps, undefined, { ...draft, ...opened, ...own, ...changes }, draft.cause);
  if (!saved) throw new Error('not saved');
  return saved;
}

const now = async ({ id }: Link) => {
  const link = await getLink(deps.table, org, id);
  if (!link) throw new Error('the link is lost');
  return link;
};

const calls = () =>
  servers.felloh
    .calls()
    .filter(({ path }) => path.includes(model.providerLinkId ?? '?'))
    .map(({ method, at }) => ({ method, at: Date.parse(at) }));

const reserved = (ms: number) =>
  reserveSlots(deps.table, model2(), { now: clock.at, slots: 1, intervalMs: ms, known: {} });
const model2 = () => ({ org, id: model.connection });

async function hintsFor({ id }: Link): Promise<unknown[]> {
  const found: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: servers.queue, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found;
    found.push(...Messages.map(({ Body = '' }) => JSON.parse(Body)).filter(({ linkId }) => linkId === id));
  }
}

describe('a check whose turn has not come', () => {
  it('keeps its slot on the link, fails nothing, and is made once when its own hint comes', async () => {
    await reserved(2 * MINUTE);
    const link = await dueLink();
    await wakeLink(deps, org, link.id);
    const waits = await now(link);
    const { slotAt = 0 } = waits;
    expect(slotAt).toBe(START + 2 * MINUTE);
    expect(waits).toMatchObject({ nextCheckAt: slotAt - NEAR_MS, dueAt: slotAt - NEAR_MS });
    expect(waits).not.toHaveProperty('checkFailures');
    expect(calls()).toEqual([]);

    clock.at = slotAt - NEAR_MS;
    servers.sqs.wakeWaiters();
    const hints = await hintsFor(link);
    clock.at = slotAt - 1000;
    hints.push(...(await hintsFor(link)));
    expect(hints).toEqual([{ v: 1, kind: 'link', org, linkId: link.id, slotAt }]);
    await wakeLink(deps, org, link.id);
    expect(calls(), 'the tick’s wake leaves it to the hint').toEqual([]);
    await wakeLink(deps, org, link.id, slotAt);
    await wakeLink(deps, org, link.id, slotAt);
    expect(calls()).toEqual([{ method: 'GET', at: slotAt }]);
    const checked = await now(link);
    expect(checked).not.toHaveProperty('slotAt');
    expect(checked).not.toHaveProperty('nextCheckAt');
    expect(checked.dueAt).toBe(slotAt + DAY);
  });

  it('asks for another slot where the hint was lost', async () => {
    await reserved(2 * MINUTE);
    const link = await dueLink();
    await wakeLink(deps, org, link.id);
    clock.at = START + 3 * MINUTE;
    await wakeLink(deps, org, link.id);
    expect(calls()).toEqual([{ method: 'GET', at: START + 3 * MINUTE }]);
    expect(await now(link)).not.toHaveProperty('slotAt');
  });

  it('does not keep a person waiting, and what the person learnt counts', async () => {
    await reserved(5 * MINUTE);
    const link = await dueLink();
    await wakeLink(deps, org, link.id);
    const actor = { org, by: 'key:1' };
    await refreshLink(deps, actor, link.id);
    expect(calls()).toEqual([{ method: 'GET', at: START }]);
    servers.felloh.act({ link: model.providerLinkId ?? '', action: 'pay', method: 'card' });
    expect((await refreshLink(deps, actor, link.id)).status).toBe('paid');
    expect(await now(link)).not.toHaveProperty('slotAt');
  });
});

it('a link that ends takes a slot for the look and one for the closing', async () => {
  const { expiresAt } = model;
  clock.at = expiresAt;
  const link = await dueLink({ lastOpenedAt: expiresAt - 3 * DAY });
  await wakeLink(deps, org, link.id);
  expect((await now(link)).status).toBe('expired');
  const [look, closing] = calls();
  expect(look).toEqual({ method: 'GET', at: expiresAt });
  expect(closing).toEqual({ method: 'DELETE', at: expiresAt + Math.ceil(slotIntervalMs(RATE)) });
});

it('a 429 is one link’s failure and all links’ pause', async () => {
  const [first, second] = [await dueLink(), await dueLink()];
  servers.felloh.fail({ operation: 'any', kind: 'status', status: 429, retry_after: 120 });
  await wakeLink(deps, org, first.id);
  expect(await now(first)).toMatchObject({ checkFailures: 1 });
  const before = calls().length;
  clock.at += 100;
  await wakeLink(deps, org, second.id);
  expect(calls()).toHaveLength(before);
  const put = await now(second);
  expect(put).not.toHaveProperty('checkFailures');
  expect((put.nextCheckAt ?? 0) - clock.at).toBeGreaterThanOrEqual(8 * MINUTE);
  expect((put.nextCheckAt ?? 0) - clock.at).toBeLessThanOrEqual(12 * MINUTE);
  await refreshLink(deps, { org, by: 'key:1' }, second.id);
  expect(calls()).toHaveLength(before + 1);
});

it('a provider that is down: five links fail, the others wait, and one finds that it is up', async () => {
  const links = await Promise.all(Array.from({ length: 8 }, () => dueLink()));
  servers.felloh.fail({ operation: 'any', kind: 'status', status: 503, times: 5 });
  for (const { id } of links) await wakeLink(deps, org, id);
  const after = await Promise.all(links.map(now));
  expect(after.filter(({ checkFailures }) => checkFailures === 1)).toHaveLength(5);
  expect(after.filter((link) => link.checkFailures === undefined)).toHaveLength(3);
  expect(after.every(({ checkedAt }) => checkedAt === START - DAY)).toBe(true);
  clock.at = START + 15 * MINUTE;
  for (const { id } of links) await wakeLink(deps, org, id);
  const up = await Promise.all(links.map(now));
  expect(up.every(({ checkedAt = 0 }) => checkedAt >= START + 15 * MINUTE)).toBe(true);
});

it('a reminder waits for its turn, which is no try', async () => {
  const sentAt = START - 3 * DAY - MINUTE;
  const { expiresAt: _, ...rest } = model;
  const link = await dueLink({
    ...rest,
    id: newLinkId(clock.at),
    expiresAt: START + 20 * DAY,
    plan: 'default',
    createdAt: sentAt - 1000,
    sentAt,
  });
  await reserved(3 * MINUTE);
  const delivered: string[] = [];
  const reminding = {
    ...deps,
    deliver: async (_link: Link, { id }: { id: string }) => void delivered.push(id),
  };
  const actor = { org, by: 'timer' };
  await remind(reminding, actor, link);
  const put = await now(link);
  const slotAt = START + 3 * MINUTE;
  expect(put).toMatchObject({ slotAt, reminders: { next: { step: 0, at: slotAt - NEAR_MS } } });
  expect(put.reminders?.next).not.toHaveProperty('tries');
  expect([calls(), delivered]).toEqual([[], []]);
  clock.at = slotAt - NEAR_MS;
  await remind(reminding, actor, put);
  expect(calls()).toEqual([{ method: 'GET', at: slotAt }]);
  expect(delivered).toHaveLength(1);
  expect(await now(link)).not.toHaveProperty('slotAt');
});

it('links whose wake throws do not hold those behind them', { timeout: 120_000 }, async () => {
  const good = await Promise.all(Array.from({ length: 5 }, () => dueLink()));
  const bad = await Promise.all(
    Array.from({ length: 510 }, () => dueLink({ connection: 'gone', checkedAt: START - 2 * DAY })),
  );
  // All in one partition, the broken ones in front.
  const putIn = (link: Link, due_at: number) => {
    const { dueAt: _dueAt, ...rest } = link;
    const item = { ...linkKey(org, link.id), ...rest, due_key: 'D#05', due_at };
    return deps.table.client.send(new PutItemCommand({ TableName: deps.table.name, Item: toItem(item) }));
  };
  await Promise.all([
    ...bad.map((link) => putIn(link, START - 2000)),
    ...good.map((link) => putIn(link, START - 1000)),
  ]);
  const hinted: string[][] = [];
  for (let minute = 0; minute < 2; minute++) {
    clock.at = START + minute * MINUTE;
    const ids: string[] = [];
    const queue = {
      ...wakeQueue,
      async send(hints: Parameters<typeof wakeQueue.send>[0]) {
        for (const { message } of hints)
          if (message.kind === 'link' && message.org === org) ids.push(message.linkId);
      },
    };
    await tick({ ...deps, queue, batches: { send: async () => {} } });
    hinted.push(ids);
    for (let n = 0; n < ids.length; n += 20)
      await Promise.all(ids.slice(n, n + 20).map((id) => wakeLink(deps, org, id)));
  }
  const isGood = (id: string) => good.some((link) => link.id === id);
  expect(hinted[0]?.filter(isGood), 'those in front fill the first tick').toEqual([]);
  expect(hinted[1]?.filter(isGood)).toHaveLength(5);
  const after = await linksOf(deps.table, org);
  for (const { id, wakeFailures = 0, dueAt = 0, checkedAt = 0 } of after) {
    if (id === model.id) continue;
    if (isGood(id)) expect(checkedAt).toBeGreaterThanOrEqual(START);
    else expect([wakeFailures > 0, dueAt > START + MINUTE]).toEqual([true, true]);
  }
});
