import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import type { Batch } from '../../lib/batches/model/batch.ts';
import type { Chunk } from '../../lib/batches/model/chunk.ts';
import type { Connection } from '../../lib/connections/connection.ts';
import { type Export, NOTHING_READ } from '../../lib/exports/model/export.ts';
import type { ApiKey } from '../../lib/keys/api-key.ts';
import { aLink } from '../../lib/messages/link-fixture.ts';
import type { OwnWording } from '../../lib/messages/model/wording.ts';
import type { Organisation } from '../../lib/organisations/organisation.ts';
import type { Sweep } from '../../lib/sweeps/model/sweep.ts';
import type { SweptLink } from '../../lib/sweeps/model/swept-link.ts';
import * as apiKeys from '../../lib/table/api-keys.ts';
import { listBatchEvents, putBatchEvent } from '../../lib/table/batch-events.ts';
import * as batches from '../../lib/table/batches.ts';
import * as bindings from '../../lib/table/bindings.ts';
import * as chunks from '../../lib/table/chunks.ts';
import * as connections from '../../lib/table/connections.ts';
import { dueItems, putOff } from '../../lib/table/due.ts';
import * as events from '../../lib/table/events.ts';
import * as exported from '../../lib/table/exports.ts';
import { pageOfFeed } from '../../lib/table/feed.ts';
import { getHook } from '../../lib/table/hooks.ts';
import * as idempotency from '../../lib/table/idempotency.ts';
import { feedInstant, idempotencyKey, sweepKey } from '../../lib/table/keys.ts';
import { idsSince, noteLateChain } from '../../lib/table/late-chains.ts';
import { getLayout, keepLayout } from '../../lib/table/layouts.ts';
import * as lists from '../../lib/table/link-lists.ts';
import * as links from '../../lib/table/links.ts';
import * as messages from '../../lib/table/messages.ts';
import * as organisations from '../../lib/table/organisations.ts';
import * as rates from '../../lib/table/rates.ts';
import { getRecipient } from '../../lib/table/recipient-item.ts';
import { reserveSlot } from '../../lib/table/recipients.ts';
import { rowLinks } from '../../lib/table/row-links.ts';
import * as suppressions from '../../lib/table/suppressions.ts';
import * as sweeps from '../../lib/table/sweeps.ts';
import { noteTexted, organisationsTexted } from '../../lib/table/texted.ts';
import * as deliveries from '../../lib/table/webhook-deliveries.ts';
import * as endpoints from '../../lib/table/webhook-endpoints.ts';
import * as health from '../../lib/table/webhook-health.ts';
import * as wordings from '../../lib/table/wordings.ts';
import type { Delivery } from '../../lib/webhooks/model/delivery.ts';
import type { WebhookEndpoint } from '../../lib/webhooks/model/endpoint.ts';
import { startTable } from '../support/start-table.ts';
import { read } from './pages.ts';

const { table, close } = await startTable();
afterAll(close);

const Consumed = z.object({ CapacityUnits: z.number() });
const Output = z.object({ ConsumedCapacity: z.optional(z.union([Consumed, z.array(Consumed)])) });
const spent = { r: 0, w: 0 };
table.client.middlewareStack.add(
  (next, context) => async (args) => {
    Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
    const result = await next(args);
    const { ConsumedCapacity = [] } = Output.parse(result.output);
    const kind = /Get|Query/.test(context.commandName ?? '') ? 'r' : 'w';
    for (const { CapacityUnits } of [ConsumedCapacity].flat()) spent[kind] += CapacityUnits;
    return result;
  },
  { step: 'initialize' },
);

const at = 1_700_000_000_000;
const link = aLink({ id: '01KCC0000000000000000000010', dueAt: 1_000 });
const { dueAt: _, ...settled } = link;
const { org } = link;
const secret = 'pl_test_for-this-test-alone';
const key: ApiKey = { org, id: 'K1', scopes: ['admin'], hashKey: hashKeyOf(secret), createdAt: at };
const versioned = { version: 1, writer: 'w1', createdAt: at, updatedAt: at };
const organisation: Organisation = {
  ...versioned,
  id: org,
  name: 'Example Travel',
  mode: 'test',
  timezone: 'Europe/London',
  contactKey: 'key',
};
const connection: Connection = {
  ...versioned,
  org,
  id: 'felloh-main',
  provider: 'felloh',
  settings: { organisation: 'X1234' },
  credentials: 'c'.repeat(400),
  expiresInDays: 30,
  hookToken: 'T1',
};
const second: Connection = { ...connection, version: 2, writer: 'w2' };
const third: Connection = { ...second, version: 3, writer: 'w3', hookToken: 'T2' };
const wording: OwnWording = {
  ...versioned,
  org,
  language: 'fr',
  sms: { first: { text: '{{sender}} : {{url}}' } },
};
const told: Organisation = { ...organisation, version: 3, wordings: { fr: ['sms.first'] } };
const untold: Organisation = { ...organisation, version: 4 };
const answerKey = idempotencyKey(org, 'POST', '/v1/links', 'a');
const page = {
  order: 'newest',
  limit: 50,
  after: undefined,
  created: { from: undefined, to: undefined },
} as const;
const sweep: Sweep = { org, connection: 'allpay-main', version: 1, writer: 'w1', wantedAt: at, dueAt: at };
const place = { org, connection: 'allpay-main', parts: 313, part: 7 };
/** As many as lie in a part on average. */
const swept: SweptLink[] = Array.from({ length: 64 }, (_, n) => ({
  name: `U${createHash('sha256').update(`${n}`).digest('base64url')}`,
  id: `${300_000 + n * 37}`,
  seen: { observedAt: at, status: 'active', providerStatus: 'pending' },
}));
const batchId = '01KCC00000000000000000000B';
const batch: Batch = {
  ...versioned,
  org,
  id: batchId,
  cause: { by: 'key:K1', what: 'create' },
  status: 'awaiting_upload',
  fileName: 'arrears.csv',
  maxBytes: 100_000_000,
  endsAt: at + 86_400_000,
  family: { root: batchId },
  connection: connection.id,
  provider: connection.provider,
  dueAt: at + 86_400_000,
};
const chunk: Chunk = {
  org,
  batchId,
  number: 1,
  version: 1,
  writer: 'w1',
  state: 'scanned',
  from: 60,
  to: 20_060,
  firstRow: 1,
  rows: 200,
  firstLine: 2,
  nextLine: 202,
  nextAt: at,
  dueAt: at,
};
const waitingExport: Export = {
  ...versioned,
  by: 'key:K1',
  org,
  id: batchId,
  createdBy: 'key:K1',
  status: 'queued',
  from: at - 1,
  to: at,
  filter: {},
  delimiter: ',',
  fileName: 'paid-links-2026-11-01-to-2026-11-30.csv',
  reading: NOTHING_READ,
  dueAt: at,
};
/** As the validation leaves it: nothing waits for it any more. */
const { nextAt: _next, dueAt: _chunkDue, ...waiting } = chunk;
const checked: Chunk = {
  ...waiting,
  version: 2,
  state: 'validated',
  keys: new Uint8Array(2_000).fill(1),
  hashes: new Uint8Array(1_600).fill(1),
  content: 'c'.repeat(43),
  valid: 200,
  invalid: 0,
};
const number = '+447700900123';
const suppressed = { channel: 'sms', hash: 'hash', contact: number } as const;
const data = { status: 'active', amount: 12_500, amount_paid: 0, currency: 'GBP' };

const hook: WebhookEndpoint = {
  ...versioned,
  org,
  id: 'we_1',
  url: 'https://hooks.example.com/',
  events: ['link.paid'],
  secret: 's'.repeat(300),
  secretAt: at,
};
const delivery: Delivery = {
  org,
  endpoint: 'we_1',
  id: '1',
  event: {
    id: `${link.id}.1.0`,
    type: 'link.paid',
    at,
    version: 1,
    linkId: link.id,
    reference: 'INV-1001',
    data,
  },
  state: 'pending',
  tries: 0,
  step: 0,
  attempts: [],
  dueAt: at,
  createdAt: at,
  version: 1,
  writer: 'w1',
};
const sending: Delivery = { ...delivery, version: 2, tries: 1, step: 1, until: at + 1 };
const delivered: Delivery = { ...sending, version: 3, state: 'delivered', endedAt: at };
delete delivered.dueAt;

const sentMessage = {
  id: 'M1',
  linkId: link.id,
  channel: 'sms',
  kind: 'first',
  state: 'sent',
  queuedAt: at,
  at,
} as const;
const receipted = { ...sentMessage, state: 'delivered', receipts: { deliveredAt: at } } as const;

/** Each row of the page, in an order in which they can be done one after the other. */
const patterns: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['putLink', () => links.putLink(table, link, undefined)],
  ['putLink', () => links.putLink(table, { ...link, version: 4 }, 3)],
  ['putLink', () => links.putLink(table, { ...link, version: 5, dueAt: 2_000 }, 4)],
  ['putLink', () => links.putLink(table, { ...settled, version: 6 }, 5)],
  ['getLink', () => links.getLink(table, org, link.id)],
  ['linkByCode', () => links.linkByCode(table, link.code)],
  ['dueItems', () => dueItems(table, 'D#00', at, 500)],
  ['pageOfLinks', () => lists.pageOfLinks(table, org, page)],
  ['linkIdsByReference', () => lists.linkIdsByReference(table, org, 'INV-1001')],
  ['linksById', () => lists.linksById(table, org, [link.id])],
  ['putMessage', () => messages.putMessage(table, org, sentMessage)],
  ['getMessage', () => messages.getMessage(table, org, link.id, 'M1')],
  ['replaceMessage', () => messages.replaceMessage(table, org, receipted, sentMessage)],
  ['listMessages', () => messages.listMessages(table, org, link.id)],
  ['hasMessages', () => messages.hasMessages(table, org, link.id, 'M')],
  [
    'putEventOnce',
    () =>
      events.putEvent(
        table,
        org,
        { id: `${link.id}.1.0`, linkId: link.id, type: 'link.created', at, version: 1, by: 'key:K1', data },
        0,
        { now: () => at },
      ),
  ],
  [
    'putEventOnce',
    () =>
      events.putEvent(
        table,
        org,
        { id: `${link.id}.1.1`, linkId: link.id, type: 'link.checked', at, version: 1, by: 'key:K1', data },
        1,
        { now: () => at },
      ),
  ],
  ['pageOfFeed', () => pageOfFeed(table, org, { after: feedInstant(at), before: at + 1, limit: 50 })],
  ['listEvents', () => events.listEvents(table, org, link.id)],
  ['bindProviderLink', () => bindings.bindProviderLink(table, org, connection.id, { id: 'P1' }, link.id)],
  ['boundLink', () => bindings.boundLink(table, org, connection.id, { id: 'P1' })],
  ['boundLinks', () => bindings.boundLinks(table, org, connection.id, [{ id: 'P1' }])],
  ['putBatch', () => batches.putBatch(table, batch, undefined)],
  ['putBatch', () => batches.putBatch(table, { ...batch, version: 2, dueAt: at + 60_000 }, 1)],
  ['getBatch', () => batches.getBatch(table, org, batchId)],
  ['pageOfBatches', () => batches.pageOfBatches(table, org, { limit: 50, after: undefined })],
  [
    'sealContent',
    () => batches.sealContent(table, org, 'content', { batchId, now: at, until: at + 1, force: false }),
  ],
  ['sealedBy', () => batches.sealedBy(table, org, 'content', { now: at, except: 'other' })],
  ['noteLateChain', () => noteLateChain(table, org, batchId, { firstAt: at, lastAt: at })],
  ['idsSince', () => idsSince(table, org, at)],
  ['unsealContent', () => batches.unsealContent(table, org, 'content', batchId)],
  ['putChunk', () => chunks.putChunk(table, chunk, undefined)],
  [
    'putChunk',
    () => chunks.putChunk(table, checked, 1, { checkedChunks: 1, valid: 200, amounts: { GBP: 1 } }),
  ],
  ['getSums', () => batches.getSums(table, org, batchId)],
  ['sumsOf', () => batches.sumsOf(table, org, [batchId])],
  [
    'keepLayout',
    () =>
      keepLayout(table, org, batchId, {
        delimiter: ',',
        bom: false,
        header: ['amount'],
        columns: { fields: ['amount'], used: [], ours: false },
        data: { number: 1, offset: 8, row: 1, line: 2 },
      }),
  ],
  ['getLayout', () => getLayout(table, org, batchId)],
  ['putExport', () => exported.putExport(table, waitingExport, undefined)],
  ['putExport', () => exported.putExport(table, { ...waitingExport, version: 2, dueAt: at + 330_000 }, 1)],
  [
    'putExport',
    () =>
      exported.putExport(
        table,
        {
          ...waitingExport,
          version: 3,
          dueAt: at + 330_000,
          reading: {
            lookedAt: 50_000,
            rows: 12_000,
            bytes: 4_194_304,
            totals: { GBP: { links: 12_000, amount: 150_000_000, amountPaid: 149_000_000, unknown: 3 } },
            first: link.id,
            last: link.id,
            runs: [{ name: 'abcdefghijk', parts: 1 }],
          },
        },
        2,
      ),
  ],
  [
    'putExport',
    () => {
      const { dueAt: _due, ...ended } = waitingExport;
      return exported.putExport(table, { ...ended, version: 4, status: 'completed' }, 3);
    },
  ],
  ['getExport', () => exported.getExport(table, org, batchId)],
  ['pageOfExports', () => exported.pageOfExports(table, org, { limit: 50, after: undefined })],
  ['getChunk', () => chunks.getChunk(table, org, batchId, 1)],
  ['chunksOf', () => chunks.chunksOf(table, org, batchId).next()],
  ['someChunks', () => chunks.someChunks(table, org, batchId, { from: 1, limit: 8 })],
  ['lastChunk', () => chunks.lastChunk(table, org, batchId)],
  ['rowLinks', () => rowLinks(table, org, [link.id])],
  [
    'putEventOnce',
    () =>
      putBatchEvent(
        table,
        org,
        {
          id: `${batchId}.1.0`,
          batchId,
          type: 'batch.created',
          at,
          version: 1,
          by: 'key:K1',
          data: { status: 'awaiting_upload', connection: connection.id },
        },
        0,
        { now: () => at },
      ),
  ],
  ['listBatchEvents', () => listBatchEvents(table, org, batchId)],
  ['claim', () => idempotency.claim(table, answerKey, { fingerprint: 'f', seed: 's', owner: 'o', now: at })],
  ['keepAnswer', () => idempotency.keepAnswer(table, answerKey, { owner: 'o' }, new Uint8Array(600), at)],
  ['release', () => idempotency.release(table, answerKey, { owner: 'o' }, { freeForOthers: false })],
  ['reserveSlot', () => reserveSlot(table, org, 'hash', { id: 'M1', channel: 'email' }, at)],
  ['reserveSlot', () => reserveSlot(table, org, 'new', { id: 'M1', channel: 'sms', number }, at)],
  ['getRecipient', () => getRecipient(table, org, 'hash')],
  ['noteTexted', () => noteTexted(table, number, org, at)],
  ['organisationsTexted', () => organisationsTexted(table, number)],
  [
    'changeGrounds',
    () => suppressions.changeGrounds(table, org, suppressed, (old) => ({ ...old, api: { at } }), at),
  ],
  ['getSuppression', () => suppressions.getSuppression(table, org, suppressed)],
  [
    'pageOfSuppressions',
    () => suppressions.pageOfSuppressions(table, org, { channel: undefined, limit: 50, after: undefined }),
  ],
  ['putApiKey', () => apiKeys.putApiKey(table, key, secret)],
  ['identityOf', () => apiKeys.identityOf(table, secret)],
  ['getApiKey', () => apiKeys.getApiKey(table, org, key.id)],
  ['listApiKeys', () => apiKeys.listApiKeys(table, org)],
  ['revokeApiKey', () => apiKeys.revokeApiKey(table, key, at)],
  ['getOrganisation', () => organisations.getOrganisation(table, org)],
  [
    'replaceOrganisation',
    () => organisations.replaceOrganisation(table, { ...organisation, version: 2 }, organisation),
  ],
  [
    'putWording',
    () =>
      wordings.putWording(table, wording, undefined, {
        before: { ...organisation, version: 2 },
        after: told,
      }),
  ],
  ['getWording', () => wordings.getWording(table, org, 'fr')],
  ['listWordings', () => wordings.listWordings(table, org)],
  ['deleteWording', () => wordings.deleteWording(table, wording, { before: told, after: untold })],
  ['putNewConnection', () => connections.putNewConnection(table, connection)],
  ['getConnection', () => connections.getConnection(table, org, connection.id)],
  ['listConnections', () => connections.listConnections(table, org)],
  ['replaceConnection', () => connections.replaceConnection(table, second, connection)],
  ['markUsed', () => connections.markUsed(table, second, at)],
  ['moveHook', () => connections.moveHook(table, third, second)],
  ['putSweep', () => sweeps.putSweep(table, sweep, undefined)],
  ['putSweep', () => sweeps.putSweep(table, { ...sweep, version: 2, dueAt: at + 65_000 }, 1)],
  ['putOff', () => putOff(table, sweepKey(org, sweep.connection), at + 65_000)],
  [
    'putSweep',
    () => {
      const { dueAt: _due, wantedAt: _wanted, ...idle } = sweep;
      return sweeps.putSweep(table, { ...idle, version: 3 }, 2);
    },
  ],
  ['getSweep', () => sweeps.getSweep(table, org, sweep.connection)],
  ['putSweptPart', () => sweeps.putSweptPart(table, place, { at, links: swept })],
  ['getSweptPart', () => sweeps.getSweptPart(table, place)],
  ['putSweptPage', () => sweeps.putSweptPage(table, sweep, at, 0, swept)],
  ['getSweptPage', () => sweeps.getSweptPage(table, sweep, at, 0)],
  [
    'reserveSlots',
    () => rates.reserveSlots(table, connection, { now: at, slots: 8, intervalMs: 125, known: {} }),
  ],
  ['getRate', () => rates.getRate(table, connection)],
  ['countFailure', () => rates.countFailure(table, connection, at)],
  ['closeRate', () => rates.closeRate(table, connection, at + 1)],
  ['forgetFailures', () => rates.forgetFailures(table, connection, 1)],
  ['getHook', () => getHook(table, third.hookToken)],
  ['putEndpoint', () => endpoints.putEndpoint(table, hook, undefined)],
  ['putEndpoint', () => endpoints.putEndpoint(table, { ...hook, version: 2 }, hook)],
  ['getEndpoint', () => endpoints.getEndpoint(table, org, hook.id)],
  ['listEndpoints', () => endpoints.listEndpoints(table, org)],
  ['putNewDelivery', () => deliveries.putNewDelivery(table, delivery)],
  ['getDelivery', () => deliveries.getDelivery(table, org, hook.id, '1')],
  ['replaceDelivery', () => deliveries.replaceDelivery(table, sending, delivery)],
  ['replaceDelivery', () => deliveries.replaceDelivery(table, delivered, sending)],
  [
    'pageOfDeliveries',
    () =>
      deliveries.pageOfDeliveries(table, org, hook.id, {
        from: '0',
        to: 'Z',
        order: 'newest',
        limit: 50,
        after: undefined,
      }),
  ],
  ['countWebhookFailure', () => health.countWebhookFailure(table, org, hook.id, at)],
  ['takeProbe', () => health.takeProbe(table, org, hook.id, { failures: 1, failingSince: at }, at)],
  ['takeTelling', () => health.takeTelling(table, org, hook.id, { mark: 'toldAt', now: at, until: at + 1 })],
  ['markTold', () => health.markTold(table, org, hook.id, { mark: 'toldAt', now: at })],
  ['forgetWebhookFailures', () => health.forgetWebhookFailures(table, org, hook.id)],
  ['deleteEndpoint', () => endpoints.deleteEndpoint(table, org, hook.id)],
];

it('each access pattern costs what docs/access-patterns.md says', async () => {
  await apiKeys.putApiKey(table, { ...key, id: 'K0', hashKey: 'K#0' }, `${secret}-first`, organisation);
  const measured: Record<string, string[]> = {};
  for (const [name, run] of patterns) {
    Object.assign(spent, { r: 0, w: 0 });
    const result = await run();
    expect(result, name).not.toBe(false);
    const units = [spent.r && `${spent.r} r`, spent.w && `${spent.w} w`].filter(Boolean).join(', ');
    measured[name] = [...(measured[name] ?? []), units];
  }
  expect(measured).toEqual(documented());
});

function documented(): Record<string, string[]> {
  const told: Record<string, string[]> = {};
  for (const [row, name = ''] of read('docs/access-patterns.md').matchAll(
    /^\|.*\[`(\w+)`\]\(\.\.\/lib\/table.*$/gm,
  )) {
    const units = [...row.matchAll(/\*\*([\d.]+ [rw])\*\*/g)].map(([, price]) => price).join(', ');
    told[name] = [...(told[name] ?? []), units];
  }
  return told;
}

function hashKeyOf(text: string): string {
  return `K#${createHash('sha256').update(text).digest('base64url')}`;
}
