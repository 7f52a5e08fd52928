import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRates } from '../../lib/connections/rate.ts';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import type { Link } from '../../lib/links/model/link.ts';
import { saveLink } from '../../lib/links/save.ts';
import { tellSwept } from '../../lib/links/swept.ts';
import { tick } from '../../lib/links/tick.ts';
import { type WakeDeps, wakeLink } from '../../lib/links/wake.ts';
import { WakeHint, wakeQueue } from '../../lib/queues/wake.ts';
import { wakeSweep } from '../../lib/sweeps/wake.ts';
import { PUT_OFF_MS } from '../../lib/table/due.ts';
import { fromItem, type Item, toItem } from '../../lib/table/items.ts';
import { dueKey, type Key, linkKey, sweepKey } from '../../lib/table/keys.ts';
import { toLink } from '../../lib/table/link-item.ts';
import { getLink } from '../../lib/table/links.ts';
import { writeLinks } from '../cost/many-links.ts';
import { arrangeStorm, type StormServers, startStormServers } from './servers.ts';

/** A Friday noon. */
const START = Date.UTC(2026, 11, 4, 12, 1);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** More than one tick takes of one partition. */
const POISON = 600;

const clock = { at: START, now: () => clock.at };
let servers: StormServers;
let deps: WakeDeps;
let sqs: SQSClient;
let org = '';
let good: Link;
let model: Item;

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
  ({ org, model } = await arrangeStorm(servers, { name: 'Example Travel', callsPerSecond: 100 }));
  deps = {
    ...servers.deps,
    rates: createRates({ ...servers.deps, pause: async () => {} }),
    deliver: () => Promise.reject(new Error('nothing is to be delivered')),
    remind: () => Promise.reject(new Error('nobody is to be reminded')),
  };
  const { version: _version, dueAt: _dueAt, ...draft } = toLink(model);
  const opened = { lastOpenedAt: START - 3 * DAY, checkedAt: START - DAY };
  const own = { id: newLinkId(START), code: newSecret(128) };
  const saved = await saveLink(deps, undefined, { ...draft, ...opened, ...own }, draft.cause);
  if (!saved) throw new Error('not saved');
  good = saved;
});

/** Items in the partition of the good link, all of them due before it. */
async function poison(itemOf: (n: number) => Item): Promise<void> {
  const { client, name } = deps.table;
  const due = (n: number) => toItem({ due_key: dueKey(good.id), due_at: START - DAY + n });
  await writeLinks(client, name, [model], {
    from: 0,
    to: POISON,
    now: START,
    copy: (_model, n) => ({ ...itemOf(n), ...due(n) }),
  });
}

/** One tick and all the wakes that it asked for: how many those were. */
async function round(): Promise<number> {
  servers.sqs.wakeWaiters();
  const { woken } = await tick({
    table: deps.table,
    clock,
    queue: wakeQueue,
    batches: { send: async () => {} },
    webhooks: { send: async () => {}, depth: async () => 0 },
  });
  for (;;) {
    const receive = { QueueUrl: servers.queue, MaxNumberOfMessages: 10 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(receive));
    if (Messages.length === 0) return woken;
    await Promise.all(Messages.map(({ Body = '' }) => work(WakeHint.parse(JSON.parse(Body)))));
  }
}

async function work(hint: WakeHint): Promise<void> {
  if (hint.kind === 'link') await wakeLink(deps, hint.org, hint.linkId);
  else if (hint.kind === 'sweep') await wakeSweep(deps, hint, (swept) => tellSwept(deps, hint, swept));
}

async function dueAt(key: Key): Promise<unknown> {
  const { client, name } = deps.table;
  const { Item = {} } = await client.send(
    new GetItemCommand({ TableName: name, Key: toItem({ ...key }), ConsistentRead: true }),
  );
  return fromItem(Item).due_at;
}

const isWoken = async () => ((await getLink(deps.table, org, good.id))?.checkedAt ?? 0) >= START;

describe('600 items in the good link’s partition, due before it', () => {
  it.each<[string, (n: number) => Item, (n: number) => Key]>([
    [
      'of a kind that nobody knows',
      (n) => toItem({ pk: `O#${org}`, sk: `Z#${n}`, anything: true }),
      (n) => ({ pk: `O#${org}`, sk: `Z#${n}` }),
    ],
    [
      'of organisations that no queue takes as a group',
      (n) => toItem({ pk: `O#no such\u0007 one ${n}#0`, sk: 'L#01KCC0000000000000000000010' }),
      (n) => ({ pk: `O#no such\u0007 one ${n}#0`, sk: 'L#01KCC0000000000000000000010' }),
    ],
    [
      'where no link is looked for',
      (n) => toItem({ pk: `O#${org}#9`, sk: `L#lost${n}x` }),
      (n) => ({ pk: `O#${org}#9`, sk: `L#lost${n}x` }),
    ],
    [
      'that are links with half of their attributes',
      (n) => toItem({ ...linkKey(org, `half${n}-0`), org, id: `half${n}-0`, version: 1, amount: 'much' }),
      (n) => linkKey(org, `half${n}-0`),
    ],
    [
      'that are sweeps which cannot be read',
      (n) => toItem({ ...sweepKey(org, `lists-${n}`), version: 'none' }),
      (n) => sweepKey(org, `lists-${n}`),
    ],
  ])('%s: it is woken by the second tick, they come again in an hour', async (_what, itemOf, keyOf) => {
    await poison(itemOf);
    await round();
    expect(await isWoken()).toBe(false);
    clock.at += MINUTE;
    await round();
    expect(await isWoken()).toBe(true);
    expect(await dueAt(keyOf(0))).toBe(START + PUT_OFF_MS);
    expect(await dueAt(keyOf(POISON - 1))).toBe(START + MINUTE + PUT_OFF_MS);
    clock.at += MINUTE;
    expect(await round()).toBe(0);
  });
});

it('a partition whose hints are refused does not keep the others waiting, and is told of', async () => {
  const others = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const { version: _version, dueAt: _dueAt, ...draft } = good;
      const own = { id: newLinkId(START), code: newSecret(128) };
      return saveLink(deps, undefined, { ...draft, ...own }, draft.cause);
    }),
  );
  const elsewhere = others.filter((link) => link && dueKey(link.id) !== dueKey(good.id)).length;
  let sent = 0;
  const send: typeof wakeQueue.send = async (hints) => {
    if (hints.some(({ message }) => message.kind === 'link' && message.linkId === good.id))
      throw new Error('refused');
    sent += hints.length;
  };
  await expect(
    tick({
      table: deps.table,
      clock,
      queue: { ...wakeQueue, send },
      batches: { send: async () => {} },
      webhooks: { send: async () => {}, depth: async () => 0 },
    }),
  ).rejects.toThrow('1 partitions were not woken');
  expect(sent).toBeGreaterThanOrEqual(elsewhere);
});
