import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventsOf } from '../../lib/events/events-of.ts';
import { type Republished, republish } from '../../lib/events/republish.ts';
import { LinkEvent } from '../../lib/table/events.ts';
import type { Item } from '../../lib/table/items.ts';
import { toLink } from '../../lib/table/link-item.ts';
import { WebhookEventType } from '../../lib/webhooks/model/event-types.ts';
import type { StreamRecord } from '../../local/runner/table-stream.ts';
import { linksOf } from '../faults/invariants.ts';
import { type Run, startRun } from '../faults/run.ts';
import { answered, arrangeOrganisation, linkBody, type World } from '../faults/scenarios.ts';
import { type Servers, START, startServers } from '../faults/servers.ts';
import { type Merchant, startMerchant } from './merchant.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let servers: Servers;
let run: Run;
let merchant: Merchant;
beforeAll(async () => {
  [servers, merchant] = await Promise.all([startServers(), startMerchant()]);
  run = await startRun(servers);
});
afterAll(async () => {
  await run.close();
  await Promise.all([servers.close(), merchant.close()]);
});

/** What a link lives through, in hours after its creation. */
type Life = readonly [atHour: number, what: (world: World, linkId: string) => Promise<unknown>][];

async function linkOf(id: string) {
  const found = (await linksOf(run)).find((link) => link.id === id);
  if (!found) throw new Error('the link is lost');
  return found;
}
const opened = async (_: World, id: string) => {
  const { code } = await linkOf(id);
  await run.http('public/open', { path: `/p/${code}`, params: { code } });
};
const paid = async (world: World, id: string) => {
  await opened(world, id);
  const { code, providerLinkId = '' } = await linkOf(id);
  servers.felloh.act({ link: providerLinkId, action: 'pay', method: 'card' });
  const params = { code, outcome: 'success' };
  await run.http('public/back', { method: 'GET', path: `/p/${code}/back/success`, params });
};
let requests = 0;
const operate = (id: string, verb: string, body?: unknown) =>
  run.http(`links/${verb}`, {
    path: `/v1/links/${id}/${verb}`,
    params: { id },
    headers: { 'idempotency-key': `request-${++requests}` },
    ...(body === undefined ? {} : { body }),
  });
const asked = (verb: string, body?: unknown) => async (_: World, id: string) => {
  const { status, body: answer } = answered(await operate(id, verb, body));
  expect(status, answer).toBeLessThan(300);
};
const deleted = (_: World, id: string) =>
  run.http('links/delete', { method: 'DELETE', path: `/v1/links/${id}`, params: { id } });
const updated = (_: World, id: string) =>
  run.http('links/update', {
    method: 'PATCH',
    path: `/v1/links/${id}`,
    params: { id },
    body: { metadata: { a: 'b' } },
  });
const part = (amount: number, reference: string) =>
  asked('external-payments', { amount, method: 'cash', received_on: '2026-03-02', reference });

const LIVES: readonly Life[] = [
  [],
  [[1, opened]],
  [[0.2, paid]],
  [[30, paid]],
  [[2, asked('cancel')]],
  [
    [2, asked('send', { channels: ['sms', 'email'] })],
    [40, opened],
  ],
  [
    [3, part(500, 'C-1')],
    [5, part(700, 'C-2')],
    [26, part(11_300, 'C-3')],
  ],
  [[4, deleted]],
  [
    [6, updated],
    [7, asked('cancel')],
  ],
  [[8, asked('supersede', { amount: 9_900 })]],
];

/** Of the links without a life of their own: one ends, one reminds. */
const endsSoon = (now: number) => ({ expires_at: new Date(now + 30 * HOUR).toISOString() });
const reminds = () => ({
  reminders: { steps: [{ anchor: 'created_at', offset: 'P1D', channels: ['sms'] }] },
  delivery: { channels: ['email'] },
});
const MORE: Readonly<Record<number, (now: number) => object>> = { 0: endsSoon, 1: reminds };

function expectedOf(records: readonly StreamRecord[]): LinkEvent[] {
  return records.flatMap(({ dynamodb }) => {
    const { Keys, OldImage, NewImage } = dynamodb as Record<string, Item | undefined>;
    if (!Keys?.sk?.S?.startsWith('L#') || !NewImage) return [];
    return eventsOf(OldImage && toLink(OldImage), toLink(NewImage));
  });
}

/** All that a merchant could see of it, and what its timeline shows but who called. */
const shown = ({ id, linkId, type, at, version, by, reference, reason, data }: LinkEvent) => ({
  ...{ id, linkId, type, at, version, reference, reason, data },
  by: by.replace(/:.*/, ''),
});
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const isTold = ({ type }: LinkEvent) => WebhookEventType.options.some((one) => one === type);

async function keptEvents(): Promise<LinkEvent[]> {
  return (await run.items()).flatMap((item) =>
    String(item.sk).startsWith('E#') ? LinkEvent.parse(item) : [],
  );
}

/** What a merchant's system has read of the feed, and where it goes on. */
const read: string[] = [];
let after: string | undefined;
async function readOn(): Promise<void> {
  for (let more = true; more; ) {
    const query = new URLSearchParams({ page_size: '7', ...(after === undefined ? {} : { after }) });
    const { status, body } = answered(
      await run.http('events/list', { method: 'GET', path: '/v1/events', query }),
    );
    expect(status, body).toBe(200);
    const { data, next_after, has_more } = JSON.parse(body);
    read.push(...data.map((event: { data: { event_id: string } }) => event.data.event_id));
    after = next_after;
    more = has_more;
  }
}

it('two days of the stream are lost: afterwards every event and every webhook is there, once, and in the feed', async () => {
  const world = { servers, run };
  await arrangeOrganisation(world);
  const body = { url: `${merchant.url}/hook`, events: WebhookEventType.options };
  const made = answered(await run.http('webhooks/endpoints', { path: '/v1/webhook_endpoints', body }));
  expect(made.status, made.body).toBe(201);
  merchant.secret = JSON.parse(made.body).secret;
  servers.clock.set(START + MINUTE);

  // As long as all is well.
  const lives = await begin(world, 'before');
  await run.liveUntil(START + HOUR);
  const toldBefore = (await keptEvents()).map(shown);
  expect(toldBefore.length).toBeGreaterThan(LIVES.length);
  await readOn();
  expect(read.length).toBeGreaterThan(LIVES.length);

  // From here on nobody reads the stream, which forgets after 24 hours.
  run.publishes = false;
  const lostFrom = servers.clock.now();
  lives.push(...(await begin(world, 'during')));
  await through(world, lives, lostFrom + 2 * DAY);
  const lost = await run.lose();
  const expected = expectedOf(lost);
  expect(new Set(expected.map(({ type }) => type)).size).toBeGreaterThanOrEqual(15);
  expect((await keptEvents()).map(shown)).toEqual(toldBefore);
  const readBefore = read.length;
  await readOn();
  expect(read).toHaveLength(readBefore);

  // The consumer is back, and somebody runs `npm run ops:republish`.
  run.publishes = true;
  const client = new DynamoDBClient({ endpoint: servers.urls.dynamodb });
  const window = { since: lostFrom - HOUR, until: servers.clock.now() };
  const again = () =>
    republish({ table: { client, name: run.table }, clock: servers.clock }, window, {
      progress() {},
      unreadable: ({ pk, sk }) => expect.fail(`${pk} ${sk}`),
    });
  const first = await again();
  await run.liveUntil(servers.clock.now() + HOUR);
  const events = await keptEvents();
  const since = events.filter(({ at }) => at < window.until);
  const want = [...toldBefore, ...expected.map(shown)];
  expect(since.map(shown).sort(byId)).toEqual(want.sort(byId));
  const told = events.filter(isTold).map(({ id }) => id);
  expect([...merchant.taken].sort()).toEqual(told.sort());
  await readOn();
  expect([...read].sort()).toEqual(told);

  const second = await again();
  await run.liveUntil(servers.clock.now() + HOUR);
  expect(second).toMatchObject({ restored: 0, deliveries: 0, unreadable: 0 });
  expect(merchant.taken).toHaveLength((await keptEvents()).filter(isTold).length);
  await readOn();
  expect(read).toHaveLength(merchant.taken.length);
  client.destroy();
  tell(first, expected, told.length);
}, 300_000);

function tell(
  { restored, deliveries, changed }: Republished,
  expected: readonly LinkEvent[],
  taken: number,
): void {
  expect(restored).toBe(expected.length);
  expect(deliveries).toBe(expected.filter(isTold).length);
  process.stdout.write(
    `\nStream lost for two days: ${expected.length} events of ${changed} links lost, ${restored} restored, ${deliveries} webhooks made for them; ${taken} webhooks taken in all, each once, and as many events read from the feed\n`,
  );
}

/** Makes a link for each life. */
async function begin(world: World, when: string): Promise<{ id: string; life: Life; begun: number }[]> {
  const lives = [];
  for (const [index, life] of LIVES.entries()) {
    const reply = answered(
      await run.http('links/create', {
        path: '/v1/links',
        body: {
          ...linkBody,
          reference: `INV-${when}-${index}`,
          delivery: { channels: index % 2 ? ['sms'] : [] },
          ...MORE[index]?.(servers.clock.now()),
        },
      }),
    );
    expect(reply.status, reply.body).toBe(201);
    lives.push({ id: JSON.parse(reply.body).id, life, begun: world.servers.clock.now() });
  }
  await run.drain();
  return lives;
}

async function through(
  world: World,
  lives: readonly { id: string; life: Life; begun: number }[],
  until: number,
): Promise<void> {
  const acts = lives.flatMap(({ id, life, begun }) =>
    life.map(([hour, act]) => ({ at: begun + hour * HOUR, act: () => act(world, id) })),
  );
  for (const { at, act } of acts.sort((a, b) => a.at - b.at)) {
    await run.liveUntil(Math.max(at, world.servers.clock.now()));
    await act();
    await run.drain();
  }
  await run.liveUntil(until);
}
