import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, newLinkId } from '../../lib/ids.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { putBatchEvent } from '../../lib/table/batch-events.ts';
import { type LinkEvent, putEvent } from '../../lib/table/events.ts';
import { HOLD_BACK_MS } from '../../lib/table/feed.ts';
import type { ToldEvent } from '../../lib/webhooks/model/delivery.ts';
import { WebhookEventType } from '../../lib/webhooks/model/event-types.ts';
import { signed } from '../../lib/webhooks/signed.ts';
import { anEvent } from '../events/feed-world.ts';
import { startWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;
const now = Date.now();
const linkId = newLinkId(now);
const batchId = newId(now);
const [data, times] = [
  { status: 'paid', amount: 12_500, amount_paid: 12_500, currency: 'GBP' },
  { by: 'timer' },
];

/** One of every type that merchants are told of, with all that an event may hold, an hour ago. */
const linkEvents: LinkEvent[] = WebhookEventType.options.flatMap((type, index) =>
  type.startsWith('batch.')
    ? []
    : [
        anEvent(now - HOUR, {
          linkId,
          version: index + 1,
          type: type as LinkEvent['type'],
          reason: 'a_reason',
          requestId: 'R1',
          ...(index % 2 ? { reference: 'INV-1001' } : {}),
          data: {
            ...data,
            message_id: 'M1',
            channel: 'sms',
            channels: ['sms'],
            step: 1,
            try: 1,
            exception: 'refunded',
            changed: ['customer'],
            provider_status: 'PAID',
            superseded_by: 'L2',
            failure: 'rejected',
          },
        }),
      ],
);
const batchEvents = (
  ['batch.ready', 'batch.completed', 'batch.completed_with_errors', 'batch.rejected'] as const
).map((type, index) => {
  const version = index + 1;
  const told = { status: 'ready', connection: 'felloh-main', rows: 3, line: 2 };
  return { id: `${batchId}.${version}.0`, batchId, type, at: now - HOUR, version, ...times, data: told };
});

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const clock = { now: () => now - HOUR };
  const { table, organisation } = world;
  for (const event of linkEvents) await putEvent(table, organisation.id, event, 0, clock);
  for (const event of batchEvents) await putBatchEvent(table, organisation.id, event, 0, clock);
});
afterAll(() => world.close());

const get = (query = '', key?: string) =>
  world.call({ method: 'GET', path: `/v1/events${query}`, ...(key ? { key } : {}) });
const idsOf = (body: { data: { data: { event_id: string } }[] }) =>
  body.data.map((event) => event.data.event_id);
const keyOf = async (...scopes: string[]): Promise<string> =>
  (await world.ok({ method: 'POST', path: '/v1/api_keys', body: { scopes } })).body.key;

it('shows each event byte for byte as a webhook has it', async () => {
  const { status, body } = await get();
  expect(status).toBe(200);
  expect(body.has_more).toBe(false);
  const all: ToldEvent[] = [...linkEvents, ...batchEvents];
  expect(body.data).toHaveLength(24);
  const bodies = new Map(all.map((event) => [event.id, signed(event, [], now).body]));
  for (const event of body.data) expect(event).toEqual(JSON.parse(bodies.get(event.data.event_id) ?? ''));
  expect(JSON.stringify(body)).not.toMatch(/"(R1|timer|payer)"/);
});

it('goes on by its cursor, from empty pages too', async () => {
  const seen: string[] = [];
  let query = '?page_size=5';
  for (let more = true; more; ) {
    const { body } = await get(query);
    seen.push(...idsOf(body));
    more = body.has_more;
    query = `?page_size=5&after=${body.next_after}`;
  }
  expect(seen).toEqual(idsOf((await get()).body));
  const { body } = await get(query);
  expect(body).toEqual({ data: [], next_after: expect.any(String), has_more: false });
  const late = anEvent(now - 3 * HOUR);
  await putEvent(world.table, world.organisation.id, late, 0, { now: () => Date.now() - HOLD_BACK_MS - 1 });
  expect(idsOf((await get(`?after=${body.next_after}`)).body)).toEqual([late.id]);
});

it('takes types, repeated in any order, and an instant to begin at', async () => {
  const { body } = await get('?type=link.paid&type=batch.ready&type=link.paid');
  expect(body.data.map(({ type }: { type: string }) => type).sort()).toEqual(['batch.ready', 'link.paid']);
  const next = await get(`?type=batch.ready&type=link.paid&after=${body.next_after}`);
  expect([next.status, next.body.data]).toEqual([200, []]);
  const from = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
  expect((await get(`?type=link.paid&from=${from(now - HOUR)}`)).body.data).toHaveLength(1);
  expect((await get(`?type=link.paid&from=${from(now - HOUR + 1)}`)).body.data).toHaveLength(0);
  expect((await get(`?from=${from(0)}`)).status).toBe(200);
  expect((await get('?from=9999-12-31T23:59:59Z')).body.data).toEqual([]);
  expect((await get('?from=0000-01-01T00:00:00Z')).status).toBe(200);
});

it.each<[string, string, number, string]>([
  ['a cursor that is none', '?after=nonsense', 400, 'page_token_invalid'],
  ['a page token', '?page_token=x', 422, 'validation_error'],
  ['an empty cursor', '?after=', 422, 'validation_error'],
  ['a long cursor', `?after=${'x'.repeat(501)}`, 422, 'validation_error'],
  ['cursor and instant', '?after=x&from=2026-01-01T00:00:00Z', 422, 'validation_error'],
  ['no instant', '?from=yesterday', 422, 'validation_error'],
  ['an unknown type', '?type=link.created&type=link.exploded', 422, 'validation_error'],
  ['what only the timeline has', '?type=link.checked', 422, 'validation_error'],
  ['no page', '?page_size=0', 422, 'validation_error'],
  ['two cursors', '?after=a&after=b', 422, 'validation_error'],
])('refuses %s', async (_, query, status, code) => {
  const answer = await get(query);
  expect([answer.status, answer.body.code], answer.text).toEqual([status, code]);
});

it("refuses other filters' and another organisation's cursor, each in its words", async () => {
  const { next_after: cursor } = (await get()).body;
  const filtered = await get(`?type=link.paid&after=${cursor}`);
  expect([filtered.status, filtered.body.detail]).toEqual([400, expect.stringContaining('other types')]);
  const { adminKey } = await createOrganisation(
    { table: world.table, clock: { now: () => now } },
    { name: 'Grace Cruises', mode: 'live' },
  );
  const foreign = await get(`?after=${cursor}`, adminKey.key);
  expect([foreign.status, foreign.body.detail]).toEqual([
    400,
    expect.stringContaining('another organisation'),
  ]);
  expect((await get('', adminKey.key)).body.data).toEqual([]);
});

it('shows events of batches to keys that may see batches', async () => {
  const [reads, both] = [await keyOf('links:read'), await keyOf('links:read', 'batches')];
  const { body } = await get('', reads);
  expect(body.data.filter(({ type }: { type: string }) => type.startsWith('batch.'))).toEqual([]);
  expect(body.data.length).toBeGreaterThanOrEqual(20);
  expect((await get('', both)).body.data.length).toBe(body.data.length + 4);
  const refused = await get('?type=batch.ready', reads);
  expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
  // With a cursor of the one, the other would never be shown what the first has passed over.
  expect((await get(`?after=${body.next_after}`, both)).status).toBe(400);
});
