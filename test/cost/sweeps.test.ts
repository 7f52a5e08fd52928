import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import { toItem } from '../../lib/table/items.ts';
import { bindingKey, dueKey, linkKey, linkOfKey } from '../../lib/table/keys.ts';
import { parseLink } from '../../lib/table/link-item.ts';
import type { Run } from '../faults/run.ts';
import { answered } from '../faults/scenarios.ts';
import { type Servers, simulatedOf, startServers } from '../faults/servers.ts';
import {
  arrangeAllpayLink,
  isList,
  linkOf,
  MINUTE,
  openLink,
  type SweepWorld,
  startSweepWorld,
} from '../faults/sweep-world.ts';
import { withoutStream } from './many-links.ts';
import { counted } from './meter.ts';

let servers: Servers;

beforeAll(async () => {
  servers = await startServers();
});

afterAll(() => servers?.close());

/** Copies of an open link, each with a page of its own at allpay, all due at the same instant. */
async function alike(world: SweepWorld, count: number): Promise<void> {
  const model = (await world.run.items()).find(({ sk }) => String(sk).startsWith('L#'));
  if (!model) throw new Error('no link to copy');
  const { settings, credentials } = simulatedOf(servers, 'allpay');
  const dueAt = servers.clock.now();
  const made = async (n: number) => {
    const reply = await fetch(`${world.allpay.url}/CreateLinks`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'Ocp-Apim-Subscription-Key': credentials.apim_subscription_key ?? '',
      },
      body: JSON.stringify({
        subscriptionKey: credentials.subscription_key,
        organisationId: settings.organisation_id,
        organisationPersonId: settings.organisation_person_id,
        clientReference: 'TEN0048213',
        clientCode: settings.client_code,
        firstName: 'Ada',
        lastName: 'Byron',
        validated: true,
        amount: 125,
        createdBy: `agent:${newLinkId(dueAt)}${n % 10}`,
      }),
    });
    const { url } = z.parse(z.object({ url: z.string() }), await reply.json());
    const id = newLinkId(dueAt);
    const { org } = parseLink(model);
    return [
      {
        ...model,
        ...linkKey(org, id),
        code: newSecret(128),
        providerUrl: url,
        due_key: dueKey(id),
        due_at: dueAt,
      },
      { ...bindingKey(org, 'allpay-main', { url }), linkId: id },
    ];
  };
  for (let n = 0; n < count; n += 12) {
    const items = await Promise.all(Array.from({ length: Math.min(12, count - n) }, (_, i) => made(n + i)));
    const requests = items.flat().map((item) => ({ PutRequest: { Item: toItem(item) } }));
    await servers.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [world.run.table]: requests } }));
  }
}

/** Counts what the functions of a run spend from now on. */
function metered(run: Run): { lists: number; reads: number; writes: number; of: Map<string, number> } {
  const spent = { lists: 0, reads: 0, writes: 0, of: new Map<string, number>() };
  run.fate = (call) => {
    if (isList(call)) spent.lists += 1;
    if (call.service !== 'dynamodb') return 'pass';
    return {
      answer: async (_call, forward) => {
        const { answer, reads, writes, about } = await counted(call.body, call.operation, forward);
        spent.reads += reads;
        spent.writes += writes;
        const name = `${about}${reads ? ' r' : ' w'}`;
        spent.of.set(name, (spent.of.get(name) ?? 0) + reads + writes);
        return answer;
      },
    };
  };
  return spent;
}

describe.each([1, 200, 2_000])('%i links of one allpay account that are due together', (count) => {
  it('cost one reading of both lists, however many they are', async () => {
    const world = await startSweepWorld(servers);
    const { run } = world;
    try {
      const first = await arrangeAllpayLink(world);
      await openLink(world, first);
      servers.clock.set(servers.clock.now() + 2 * MINUTE);
      await withoutStream(servers.dynamodb, run.table);
      await alike(world, count - 1);
      servers.clock.set(servers.clock.now() + MINUTE);
      const asked = metered(run);
      await wakeDue(run, 'L#');
      expect(asked.lists).toBe(0);
      const swept = metered(run);
      await wakeDue(run, 'S#');
      expect(swept.lists).toBe(2);
      const answers = metered(run);
      await wakeDue(run, 'L#');
      expect(answers.lists).toBe(0);
      expect((await linkOf(run, first.id)).dueAt).toBeGreaterThan(servers.clock.now());
      const waiting = (await run.items()).filter(({ due_at }) => Number(due_at) <= servers.clock.now());
      expect(waiting).toEqual([]);

      // Two minutes later what was read still counts; four more, and a sweep finds nothing new.
      servers.clock.set(servers.clock.now() + 2 * MINUTE);
      const again = metered(run);
      const woken = await wakeDue(run, 'L#', 10);
      expect(again.lists).toBe(0);
      expect(again.writes / woken).toBe(3);
      servers.clock.set(servers.clock.now() + 4 * MINUTE);
      metered(run);
      await wakeDue(run, 'L#', 10);
      const unchanged = metered(run);
      await wakeDue(run, 'S#');
      expect(unchanged.lists).toBe(2);
      expect(unchanged.writes).toBeLessThanOrEqual(5);
      expect(unchanged.reads).toBeLessThanOrEqual(2 + 1.2 * Math.ceil(count / 64));
      process.stdout.write(
        `\n${count} links\n${rows('ask', asked)}${rows('first sweep', swept)}${rows('first answers', answers)}` +
          `${rows(`two minutes later, ${woken} links`, again)}${rows('sweep without news', unchanged)}`,
      );
    } finally {
      await run.close();
    }
  }, 240_000);
});

/** Wakes what is due of one kind, ten at a time as the queue does; the stream is nobody's here. */
async function wakeDue(run: Run, kind: 'L#' | 'S#', most = 10_000): Promise<number> {
  const due = (await run.items()).filter(
    ({ sk, due_at }) => String(sk).startsWith(kind) && Number(due_at) <= servers.clock.now(),
  );
  const hints = due.slice(0, most).map(({ pk, sk, org, connection }) => {
    if (kind === 'S#') return { v: 1, kind: 'sweep', org, connection };
    const link = linkOfKey({ pk: String(pk), sk: String(sk) });
    return { v: 1, kind: 'link', org: link?.org, linkId: link?.id };
  });
  for (let from = 0; from < hints.length; from += 10) {
    const Records = hints
      .slice(from, from + 10)
      .map((hint, n) => ({ messageId: `${n}`, body: JSON.stringify(hint) }));
    const failed = answered(await run.invoke('timers/wake', { Records }));
    expect(failed).toEqual({ batchItemFailures: [] });
  }
  return hints.length;
}

function rows(name: string, { lists, reads, writes, of }: ReturnType<typeof metered>): string {
  const each = [...of].map(([what, units]) => `${what} ${units}`).join(', ');
  return `  ${name}: ${lists} list calls, ${reads} r, ${writes} w: ${each}\n`;
}
