import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type FeedPage, readFeed } from '../../lib/events/read-feed.ts';
import { newLinkId } from '../../lib/ids.ts';
import type { Table } from '../../lib/table/client.ts';
import type { LinkEvent } from '../../lib/table/events.ts';
import { WebhookEventType } from '../../lib/webhooks/model/event-types.ts';
import { type Call, type Fate, type Gate, openGate } from '../faults/proxy.ts';
import { startTable } from '../support/start-table.ts';

export const SECOND = 1_000;
export const HOUR = 3_600 * SECOND;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 2, 2);
export const TYPES: readonly string[] = WebhookEventType.options;

export type Item = Record<string, { S?: string }>;
interface Sent {
  command: string;
  Item?: Item | undefined;
}
interface Got {
  Items?: Item[] | undefined;
  LastEvaluatedKey?: unknown;
}

/** The table, and further clients of it on each of which something may stand between caller and server. */
export async function startFeedWorld() {
  const { table, url, close } = await startTable();
  const clients: DynamoDBClient[] = [];
  const gates: Gate[] = [];
  const clientOf = (endpoint: string): Table => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new DynamoDBClient({ endpoint, region: 'eu-west-2', credentials });
    clients.push(client);
    return { client, name: table.name };
  };
  const world = {
    table,
    /** With something between caller and client. No call is given up: only the test's own time passes here. */
    through(between: (sent: Sent, send: () => Promise<Got>) => Promise<unknown>): Table {
      const through = clientOf(url);
      const send: (command: never) => Promise<unknown> = through.client.send.bind(through.client);
      Object.assign(through.client, { send: (command: never) => send(command) });
      through.client.middlewareStack.add(
        (next, { commandName: command = '' }) =>
          async (args) => {
            const answers: Awaited<ReturnType<typeof next>>[] = [];
            await between({ command, ...(args.input as object) }, async () => {
              const answer = await next(args);
              answers.push(answer);
              return answer.output as Got;
            });
            const [answer] = answers;
            if (!answer) throw new Error('it was not sent');
            return answer;
          },
        { step: 'initialize' },
      );
      return through;
    },
    /** With something between client and server, which goes on when the client has given up. */
    async behind(fate: (call: Call) => Fate): Promise<Table> {
      const gate = await openGate({ dynamodb: url }, fate, () => {});
      gates.push(gate);
      return clientOf(gate.urls.dynamodb ?? '');
    },
    /** Everything of a feed from a cursor or an instant on, page by page. */
    async all(
      org: string,
      now: number,
      {
        size = 200,
        types = TYPES,
        ...begin
      }: { size?: number; types?: readonly string[]; from?: number; after?: string } = {},
    ) {
      const pages: FeedPage[] = [];
      let after: { after?: string; from?: number } = begin;
      do {
        const page = await readFeed({ table, clock: { now: () => now } }, org, { types, size, ...after });
        pages.push(page);
        after = { after: page.next };
      } while (pages.at(-1)?.more);
      const events = pages.flatMap((page) => page.events);
      return { pages, events, ids: events.map(({ id }) => id), next: pages.at(-1)?.next ?? '' };
    },
    async close() {
      for (const client of clients) client.destroy();
      await Promise.all(gates.map((gate) => gate.close()));
      await close();
    },
  };
  return world;
}

export function anEvent(at: number, more: Partial<LinkEvent> = {}): LinkEvent {
  const linkId = more.linkId ?? newLinkId(at);
  const version = more.version ?? 2;
  return {
    id: `${linkId}.${version}.0`,
    linkId,
    type: 'link.opened',
    at,
    version,
    by: 'payer',
    data: { status: 'active', amount: 12_500, amount_paid: 0, currency: 'GBP' },
    ...more,
  };
}

/** A time that only the test moves; who sleeps in it is woken on the way, in order. */
export function virtualTime(start: number) {
  let now = start;
  const asleep: { at: number; wake: () => void }[] = [];
  let awake = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      if (ms <= 0) return;
      awake -= 1;
      await new Promise<void>((wake) => asleep.push({ at: now + ms, wake }));
      awake += 1;
    },
    /** Work that time waits for, but while it sleeps. */
    async track(work: Promise<unknown>): Promise<void> {
      awake += 1;
      try {
        await work;
      } finally {
        awake -= 1;
      }
    },
    /** From one instant at which somebody wakes to the next. */
    async pass(ms: number): Promise<void> {
      const end = now + ms;
      for (;;) {
        const [next] = asleep.sort((a, b) => a.at - b.at);
        now = Math.min(next?.at ?? end, end);
        if (next && next.at <= end) asleep.shift()?.wake();
        // Whoever was woken is counted only when its turn has come.
        do await new Promise(setImmediate);
        while (awake > 0);
        if (!next || next.at > end) return;
      }
    },
  };
}
