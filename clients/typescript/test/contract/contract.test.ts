import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newLinkId } from '../../../../lib/ids.ts';
import { suppress } from '../../../../lib/suppressions/suppress.ts';
import { putEvent } from '../../../../lib/table/events.ts';
import { makeDeliveries } from '../../../../lib/webhooks/make-deliveries.ts';
import { batchSteps, fileOf } from '../../../../test/api/batch-steps.ts';
import { aBody } from '../../../../test/support/world.ts';
import { startMerchant } from '../../../../test/webhooks/merchant.ts';
import type { Paylinks } from '../../src/index.ts';
import { type ClientWorld, startClientWorld } from './client-world.ts';
import { startCoverage } from './coverage.ts';
import { type Documented, OPERATIONS } from './document.ts';
import { EXEMPTIONS } from './exemptions.ts';
import { probe } from './probe.ts';
import { tableFaults } from './table-faults.ts';

const coverage = startCoverage(EXEMPTIONS);
let started: ClientWorld;
let paylinks: Paylinks;
let steps: ReturnType<typeof batchSteps>;
let faults: ReturnType<typeof tableFaults>;
/** By the start of a path: one thing that is there, for probes that must get beyond the path. */
const fixtures = new Map<string, string>();

beforeAll(async () => {
  started = await startClientWorld(coverage);
  paylinks = started.client();
  steps = batchSteps(started.world);
  faults = tableFaults();
  started.world.felloh.configure({ list_lag_seconds: 0 });
  const key = await api().POST('/v1/api_keys', { body: { scopes: ['batches'] } });
  const suppression = await api().POST('/v1/suppressions', {
    body: { channel: 'sms', contact: '+447700900199' },
  });
  fixtures.set('/v1/links', (await paylinks.links.create(aBody)).id);
  fixtures.set('/v1/batches', (await paylinks.batches.create({ file_name: 'a.csv' })).id);
  fixtures.set('/v1/exports', (await paylinks.exports.create({ paid_from: '2026-01-01' })).id);
  fixtures.set('/v1/connections', 'felloh-main');
  fixtures.set('/v1/organisation/wording', 'fr');
  fixtures.set('/v1/api_keys', key.data?.id ?? '');
  fixtures.set('/v1/suppressions', suppression.data?.id ?? '');
  const endpoint = await api().POST('/v1/webhook_endpoints', {
    body: { url: 'https://hooks.example.com/a' },
  });
  fixtures.set('/v1/webhook_endpoints', endpoint.data?.id ?? '');
  fixtures.set('/v1/webhook_deliveries', await aDelivery('https://hooks.example.com/b'));
});
afterAll(async () => {
  steps?.close();
  await started?.close();
});

/** Id of what an event has made for an endpoint of this url. */
async function aDelivery(url: string): Promise<string> {
  const { table, organisation } = started.world;
  const made = await api().POST('/v1/webhook_endpoints', { body: { url } });
  const linkId = newLinkId(Date.now());
  const data = { status: 'paid', amount: 1, amount_paid: 1, currency: 'GBP' };
  const event = { id: `${linkId}.2.0`, type: 'link.paid', at: Date.now(), version: 2, linkId, data };
  // An endpoint is known everywhere within half a minute.
  await makeDeliveries({ table, now: Date.now() + 60_000 }, organisation.id, event);
  const params = { path: { id: made.data?.id ?? '' } };
  const { data: deliveries } = await api().GET('/v1/webhook_endpoints/{id}/deliveries', { params });
  return deliveries?.data[0]?.id ?? '';
}

const api = () => paylinks.api;
const idFor = ({ path }: Documented) =>
  [...fixtures].find(([start]) => path.startsWith(start))?.[1] ?? 'unknown';
const pointOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    ({ status, code }) => [status, code],
  );
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** A report, once it is there. */
async function written(read: () => Promise<string>): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
const fail = (kind: 'status' | 'html' | 'reset' | 'empty', more: object = {}) =>
  started.world.felloh.fail({ operation: 'any', kind, ...more });

describe('links', () => {
  it('are created, read, listed, changed, sent and shown', async () => {
    const { links } = paylinks;
    const made = await links.create({ ...aBody, reference: 'INV-1', metadata: { order: '42' } });
    expect(made).toMatchObject({ object: 'link', status: 'active', reference: 'INV-1' });
    expect((await links.get(made.id, { expand: ['messages'] })).messages).toEqual([]);
    const found = await all(links.list({ reference: 'INV-1', status: ['active'] }));
    expect(found.map(({ id }) => id)).toEqual([made.id]);
    const byMetadata = await all(links.list({ metadata: { order: '42' } }));
    expect(byMetadata.map(({ id }) => id)).toEqual([made.id]);
    const changed = await links.update(made.id, { metadata: { order: '43' } }, { ifVersion: made.version });
    expect(changed.metadata).toEqual({ order: '43' });
    const stale = links.update(made.id, { metadata: {} }, { ifVersion: made.version });
    expect(await pointOf(stale)).toEqual([412, 'version_conflict']);
    const sent = await links.send(made.id, { channels: ['sms'] });
    expect(sent.data).toMatchObject([{ channel: 'sms' }]);
    expect(await links.messages(made.id)).toHaveLength(1);
    expect(Array.isArray(await all(links.events(made.id)))).toBe(true);
    expect(await links.qr(made.id)).toMatch(/^<svg /);
    expect((await links.refresh(made.id)).status).toBe('active');
    const next = await links.supersede(made.id, { amount: 10_000 });
    expect(next).toMatchObject({ amount: 10_000, supersedes: made.id });
    const paid = { amount: 10_000, method: 'cash', received_on: '2026-11-20', reference: 'BACS-1' } as const;
    expect((await links.recordExternalPayment(next.id, paid)).status).toBe('paid');
    expect(await pointOf(links.cancel(next.id))).toEqual([409, 'conflict_state']);
    expect(await pointOf(links.delete(next.id))).toEqual([409, 'conflict_state']);
    expect(await pointOf(links.retry(next.id))).toEqual([409, 'conflict_state']);
    expect(await pointOf(links.resolve(next.id, { none: true }))).toEqual([409, 'conflict_state']);
    expect(await pointOf(links.send(next.id))).toEqual([409, 'conflict_state']);
    const end = new Date(Date.now() + 86_400_000).toISOString();
    expect(await pointOf(links.update(next.id, { expires_at: end }))).toEqual([409, 'conflict_state']);
    expect(await pointOf(links.supersede(next.id))).toEqual([409, 'conflict_state']);
  });

  it('are assigned, cancelled and deleted', async () => {
    const { id } = await paylinks.links.create(aBody);
    const { booking } = started.world.felloh.fixtures;
    expect((await paylinks.links.assign(id, { booking_id: booking.id })).booking).toMatchObject({
      id: booking.id,
    });
    expect((await paylinks.links.cancel(id)).status).toBe('cancelled');
    await paylinks.links.delete(id);
    expect(await pointOf(paylinks.links.get(id))).toEqual([404, 'not_found']);
  });

  it('are `creating` while the provider has not told, and settled or tried once more', async () => {
    const { links } = paylinks;
    fail('reset', { operation: 'create' });
    const lost = await links.create(aBody);
    expect(lost.status).toBe('creating');
    expect(await pointOf(links.assign(lost.id, { booking_id: 'b-1' }))).toEqual([
      409,
      'operation_in_progress',
    ]);
    expect((await links.resolve(lost.id, { none: true })).status).toBe('failed');
    fail('reset', { operation: 'create' });
    expect((await links.retry(lost.id)).status).toBe('creating');
    await links.resolve(lost.id, { none: true });
    expect((await links.retry(lost.id)).status).toBe('active');
    fail('reset', { operation: 'create' });
    expect((await links.supersede(lost.id, { amount: 9_000 })).status).toBe('creating');
  });

  it('have reminders', async () => {
    const { id } = await paylinks.links.create({ ...aBody, delivery: { channels: ['sms'] } });
    const params = { path: { id } };
    expect((await api().GET('/v1/links/{id}/reminders', { params })).data?.plan).toBe('default');
    expect((await api().PUT('/v1/links/{id}/reminders', { params, body: { plan: 'none' } })).data?.plan).toBe(
      'none',
    );
    await api().POST('/v1/links/{id}/reminders/pause', { params });
    await api().POST('/v1/links/{id}/reminders/resume', { params });
    await paylinks.links.cancel(id);
    expect(
      await pointOf(api().PUT('/v1/links/{id}/reminders', { params, body: { plan: 'default' } })),
    ).toEqual([409, 'conflict_state']);
    expect(await pointOf(api().POST('/v1/links/{id}/reminders/pause', { params }))).toEqual([
      409,
      'conflict_state',
    ]);
    expect(await pointOf(api().POST('/v1/links/{id}/reminders/resume', { params }))).toEqual([
      409,
      'conflict_state',
    ]);
  });
});

describe('batches', () => {
  it('go from the file to the reports by one helper, and are cancelled and tried once more', async () => {
    const { batches } = paylinks;
    // What the workers would do of themselves.
    const working = setInterval(() => void steps.deliver('batches').then(() => steps.deliver('rows')), 100);
    try {
      const seen: string[] = [];
      const onProgress = ({ status }: { status: string }) => void seen.push(status);
      const quick = { pollSeconds: 0.1, onProgress };
      const early = await batches.create({ file_name: 'early.csv' });
      expect(await pointOf(batches.confirmUpload(early.id))).toEqual([409, 'conflict_state']);
      expect(await pointOf(batches.confirm(early.id))).toEqual([409, 'conflict_state']);
      expect(await pointOf(batches.retry(early.id))).toEqual([409, 'conflict_state']);
      expect(await pointOf(batches.errorsCsv(early.id))).toEqual([409, 'report_not_ready']);
      expect(await pointOf(batches.resultsCsv(early.id))).toEqual([409, 'report_not_ready']);
      expect((await batches.cancel(early.id)).status).toBe('cancelled');

      const file = fileOf(3, (row) => row === 2);
      const ready = await batches.upload({ file, file_name: 'arrears.csv' }, quick);
      expect(ready).toMatchObject({ status: 'ready', counts: { valid: 2, invalid: 1 } });
      expect((await batches.confirmUpload(ready.id)).status).toBe('ready');
      expect(await written(() => batches.errorsCsv(ready.id))).toContain('INV-2');
      expect((await batches.confirm(ready.id, { accept_errors: true })).status).toBe('processing');
      expect(await batches.wait(ready.id, quick)).toMatchObject({ status: 'completed_with_errors' });
      expect((await batches.confirm(ready.id, { accept_errors: true })).status).toBe('completed_with_errors');
      expect(await pointOf(batches.cancel(ready.id))).toEqual([409, 'conflict_state']);
      const rows = await all(batches.rows(ready.id, { state: 'link_created' }));
      expect(rows).toHaveLength(2);
      expect((await all(batches.list())).length).toBeGreaterThan(1);
      expect(Array.isArray(await all(batches.events(ready.id)))).toBe(true);
      expect((await written(() => batches.resultsCsv(ready.id))).trim().split('\r\n')).toHaveLength(4);
      expect(seen).toContain('ready');
    } finally {
      clearInterval(working);
    }
  });

  it('that were cancelled while they ran still end; rows that failed in passing run again', async () => {
    const { batches } = paylinks;
    const id = await steps.validated(fileOf(2, () => false, 'STOP'));
    await batches.confirm(id);
    expect((await batches.cancel(id)).status).toBe('cancelled');
    await steps.until(id, ({ completed_at }) => completed_at !== null);

    const { connection } = started.world;
    const put = (private_key: string) =>
      api().PUT('/v1/connections/{id}', {
        params: { path: { id: 'felloh-other' } },
        body: {
          provider: 'felloh',
          settings: connection.settings,
          credentials: { ...connection.credentials, private_key },
        },
      });
    expect((await put('wrong')).response.status).toBe(201);
    const defaults = { connection: 'felloh-other' };
    const failed = await steps.validated(
      fileOf(1, () => false, 'LATER'),
      { defaults },
    );
    await batches.confirm(failed);
    await steps.until(failed, ({ completed_at }) => completed_at !== null);
    expect((await put(connection.credentials.private_key)).response.status).toBe(200);
    expect((await batches.retry(failed)).status).toBe('processing');
    await steps.until(failed, ({ completed_at }) => completed_at !== null);
    const other = {
      provider: 'felloh' as const,
      settings: { ...connection.settings, organisation: 'Z9999' },
    };
    const moved = api().PUT('/v1/connections/{id}', {
      params: { path: { id: 'felloh-other' } },
      body: { ...other, credentials: connection.credentials },
    });
    expect(await pointOf(moved)).toEqual([409, 'conflict_state']);
    const params = { path: { id: 'felloh-other' } };
    expect((await api().DELETE('/v1/connections/{id}', { params })).response.status).toBe(204);
  });

  it('have a template', async () => {
    const params = { query: { provider: 'felloh' } } as const;
    const { data } = await api().GET('/v1/batches/template.csv', { params, parseAs: 'text' });
    expect(data).toMatch(/^reference,/);
  });
});

describe('everything else', () => {
  it('connections and providers', async () => {
    const params = { path: { id: 'felloh-main' } };
    expect((await api().GET('/v1/connections')).data?.data.length).toBeGreaterThan(0);
    expect((await api().GET('/v1/connections/{id}', { params })).data?.id).toBe('felloh-main');
    expect((await api().POST('/v1/connections/{id}/check', { params })).data?.result).toBe('ok');
    await api().POST('/v1/connections/{id}/rotate_notification_url', { params });
    expect((await api().GET('/v1/connections/{id}/links', { params })).response.status).toBe(200);
    expect((await api().GET('/v1/providers')).data?.data.length).toBe(5);
    expect((await api().GET('/health')).data).toEqual({ status: 'ok' });
  });

  it('the organisation and its wording', async () => {
    await api().GET('/v1/organisation');
    await api().PATCH('/v1/organisation', { body: { sender_name: 'Ada Travel' } });
    const params = { path: { language: 'fr' } };
    const body = { sms: { first: { text: '{{sender}}: {{url}}' } } };
    expect((await api().PUT('/v1/organisation/wording/{language}', { params, body })).response.status).toBe(
      201,
    );
    expect((await api().PUT('/v1/organisation/wording/{language}', { params, body })).response.status).toBe(
      200,
    );
    const stale = { ...params, header: { 'If-Match': '"99"' } };
    expect(await pointOf(api().PUT('/v1/organisation/wording/{language}', { params: stale, body }))).toEqual([
      412,
      'version_conflict',
    ]);
    expect(await pointOf(api().DELETE('/v1/organisation/wording/{language}', { params: stale }))).toEqual([
      412,
      'version_conflict',
    ]);
    await api().GET('/v1/organisation/wording');
    await api().GET('/v1/organisation/wording/{language}', { params });
    await api().POST('/v1/organisation/wording/preview', { body: { channel: 'sms', kind: 'first' } });
    await api().DELETE('/v1/organisation/wording/{language}', { params });
    await api().PUT('/v1/organisation/wording/{language}', { params, body });
  });

  it('events to catch up from', async () => {
    const { table, organisation } = started.world;
    const at = Date.now() - 3_600_000;
    const linkId = newLinkId(at);
    const data = { status: 'paid', amount: 12_500, amount_paid: 12_500, currency: 'GBP' };
    for (let version = 2; version < 302; version++) {
      const id = `${linkId}.${version}.0`;
      const type = version % 3 ? 'link.paid' : 'link.exception';
      const event = { id, linkId, type, at, version, by: 'provider', data } as const;
      await putEvent(table, organisation.id, event, 0, { now: () => at + version });
    }
    const feed = paylinks.events();
    const events = await all(feed);
    expect(events).toHaveLength(300);
    expect(events[0]).toMatchObject({ type: 'link.paid', data: { event_id: `${linkId}.2.0`, version: 2 } });
    expect(await all(paylinks.events({ after: feed.cursor ?? '' }))).toEqual([]);
    const types = ['link.exception'];
    const some = paylinks.events({ types, from: new Date(at + 101).toISOString() });
    expect(await all(some)).toHaveLength(67);
    const other = paylinks.events({ after: some.cursor ?? '' });
    expect(await pointOf(all(other))).toEqual([400, 'page_token_invalid']);

    // Broken off within the second page: that one comes again, and nothing is missing.
    const broken = paylinks.events();
    const taken: string[] = [];
    for await (const { data: told } of broken) {
      taken.push(told.event_id);
      if (taken.length === 250) break;
    }
    const rest = await all(paylinks.events({ after: broken.cursor ?? '' }));
    expect(rest).toHaveLength(100);
    expect(new Set([...taken, ...rest.map((event) => event.data.event_id)]).size).toBe(300);

    const stop = new AbortController();
    const followed: string[] = [];
    const following = (async () => {
      const options = { after: feed.cursor ?? '', follow: true, pollSeconds: 0.05, signal: stop.signal };
      for await (const { data: told } of paylinks.events(options)) {
        followed.push(told.event_id);
        stop.abort();
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const late = {
      id: `${linkId}.400.0`,
      linkId,
      type: 'link.paid',
      at,
      version: 400,
      by: 'timer',
      data,
    } as const;
    await putEvent(table, organisation.id, late, 0, { now: () => Date.now() - 20_000 });
    await expect(following).rejects.toThrow();
    expect(followed).toEqual([late.id]);
  });

  it('webhook endpoints and their deliveries', async () => {
    const merchant = await startMerchant();
    const { webhooks } = paylinks;
    const { id, secret } = await webhooks.create({ url: `${merchant.url}/hook` });
    merchant.secret = secret;
    expect((await webhooks.list()).map((endpoint) => endpoint.id)).toContain(id);
    expect((await webhooks.get(id)).status).toBe('enabled');
    expect((await webhooks.update(id, { description: 'Bookkeeping' })).description).toBe('Bookkeeping');
    expect((await webhooks.test(id)).delivered).toBe(true);
    expect((await webhooks.rotateSecret(id)).secret).not.toBe(secret);
    expect(await all(webhooks.deliveries(id))).toEqual([]);
    const now = Date.now();
    const range = { from: new Date(now - 3_600_000).toISOString(), to: new Date(now).toISOString() };
    expect(await webhooks.replay(id, range)).toBe(0);
    const delivery = fixtures.get('/v1/webhook_deliveries') ?? '';
    expect((await webhooks.replayDelivery(delivery)).replays).toBe(1);
    await webhooks.update(id, { status: 'disabled' });
    expect(await pointOf(webhooks.replay(id, range))).toEqual([409, 'conflict_state']);
    await webhooks.delete(id);
    await merchant.close();
  });

  it('suppressions and keys', async () => {
    const contact = '+447700900198';
    const made = await api().POST('/v1/suppressions', { body: { channel: 'sms', contact } });
    const params = { path: { id: made.data?.id ?? '' } };
    await api().GET('/v1/suppressions');
    await api().GET('/v1/suppressions/{id}', { params });
    const { table, organisation } = started.world;
    await suppress(
      { table },
      { org: organisation.id, channel: 'sms', contact, source: 'stop_reply', at: Date.now() },
    );
    expect(await pointOf(api().DELETE('/v1/suppressions/{id}', { params }))).toEqual([
      409,
      'recipient_suppressed',
    ]);
    await api().DELETE('/v1/suppressions/{id}', { params: { ...params, query: { opted_in: 'true' } } });
    const key = await api().POST('/v1/api_keys', { body: { scopes: ['links:read'] } });
    await api().GET('/v1/api_keys');
    await api().DELETE('/v1/api_keys/{id}', { params: { path: { id: key.data?.id ?? '' } } });
  });
});

const isExempt = (id: string, status: number) =>
  EXEMPTIONS.some((one) => one.status === status && one.operations.includes(id));
const documenting = (status: number) =>
  OPERATIONS.filter(({ statuses }) => statuses.includes(status)).map(
    (one) => [one.operationId, one] as const,
  );
const BODY: Readonly<Record<string, unknown>> = {
  createBatch: { file_name: 'a.csv' },
  createExport: { paid_from: '2026-01-01' },
  createSuppression: { channel: 'sms', contact: '+447700900123' },
  createLink: aBody,
  createWebhookEndpoint: { url: 'https://hooks.example.com/c' },
  updateWebhookEndpoint: { description: 'Bookkeeping' },
  replayWebhooks: { from: '2026-11-20T00:00:00Z', to: '2026-11-20T01:00:00Z' },
  putReminders: { plan: 'none' },
  recordExternalPayment: { amount: 1, method: 'cash', received_on: '2026-11-20', reference: 'R-1' },
};
/** A body that the operation takes: its example in the document, or one from here. */
const bodyOf = ({ operationId, requestBody }: Documented) =>
  requestBody && (BODY[operationId] ?? Object.values(requestBody.content)[0]?.example ?? {});

describe('exports', () => {
  it('go from the period to the file by one helper', async () => {
    const { exports, links } = paylinks;
    const link = await links.create(aBody);
    const paid = { amount: 12_500, method: 'cash', received_on: '2026-11-20', reference: 'BACS-2' } as const;
    await links.recordExternalPayment(link.id, paid);
    const period = { paid_from: '2026-01-01' };
    const working = setInterval(() => void steps.deliver('batches'), 100);
    try {
      const seen: number[] = [];
      const onProgress = ({ progress }: { progress: { fraction: number } }) =>
        void seen.push(progress.fraction);
      const done = await exports.run(period, { onProgress, pollSeconds: 0.1 });
      expect(done).toMatchObject({ status: 'completed', filters: {} });
      expect(seen.at(-1)).toBe(1);
      const file = await new Response(await exports.file(done.id)).text();
      expect(file).toContain(link.id);
      expect(file.length).toBe(done.file?.bytes);
    } finally {
      clearInterval(working);
    }
    const early = await exports.create(period);
    expect(await pointOf(exports.file(early.id))).toEqual([409, 'report_not_ready']);
    expect((await exports.cancel(early.id)).status).toBe('cancelled');
    expect(await pointOf(exports.file(early.id))).toEqual([409, 'conflict_state']);
    expect((await all(exports.list())).map(({ id }) => id)).toContain(early.id);
    const made = await Promise.all(Array.from({ length: 5 }, () => exports.create(period)));
    expect(await pointOf(exports.create(period))).toEqual([409, 'operation_in_progress']);
    for (const { id } of made) await exports.cancel(id);
  });
});

describe('no key: 401', () => {
  it.each(documenting(401))('%s', async (_, one) => {
    expect(await probe(started.client('pl_test_nobody'), one, { id: idFor(one), body: bodyOf(one) })).toBe(
      401,
    );
  });
});

describe('a key without the scope: 403', () => {
  let keys: string[];
  beforeAll(async () => {
    const made = await Promise.all(
      (['links:read', 'batches'] as const).map((scope) =>
        api().POST('/v1/api_keys', { body: { scopes: [scope] } }),
      ),
    );
    keys = made.map(({ data }) => data?.key ?? '');
  });
  it.each(documenting(403))('%s', async (_, one) => {
    const statuses: number[] = [];
    // One of the two does not have it; what the other one may do is refused for its query.
    for (const key of keys)
      statuses.push(await probe(started.client(key), one, { query: { colour: 'red' } }));
    expect(statuses).toContain(403);
  });
});

describe('nothing of that name: 404', () => {
  it.each(documenting(404).filter(([id]) => !isExempt(id, 404)))('%s', async (_, one) => {
    const id = one.path.includes('{language}') ? 'sv' : 'no-such-one';
    const body =
      one.operationId === 'previewWording'
        ? { channel: 'sms', kind: 'first', link_id: newLinkId(Date.now()) }
        : bodyOf(one);
    expect(await probe(paylinks, one, { id, body })).toBe(404);
  });
});

describe('a query that is unknown: 422', () => {
  it.each(documenting(422))('%s', async (_, one) => {
    const input = { id: idFor(one), query: { colour: 'red' }, body: bodyOf(one) };
    expect(await probe(paylinks, one, input)).toBe(422);
  });
});

describe('no JSON, or a page token that is none: 400', () => {
  it.each(documenting(400))('%s', async (_, one) => {
    const token = one.operationId === 'listEvents' ? 'after' : 'page_token';
    const input = one.method === 'GET' ? { query: { [token]: 'nonsense' } } : { body: '{"amount": 1' };
    expect(await probe(paylinks, one, { id: idFor(one), ...input })).toBe(400);
  });
});

describe('a body that is too large, or no JSON by its type: 413, 415', () => {
  it.each(documenting(413))('%s', async (_, one) => {
    const body = JSON.stringify({ description: 'x'.repeat(1_000_000) });
    expect(await probe(paylinks, one, { id: idFor(one), body })).toBe(413);
    const headers = { 'content-type': 'text/plain' };
    expect(await probe(paylinks, one, { id: idFor(one), body: '{}', headers })).toBe(415);
  });
});

describe('somebody is at it: 409', () => {
  it.each(documenting(409))('%s', async (_, one) => {
    if (coverage.has(one, 409)) return;
    const input = { id: idFor(one), body: bodyOf(one) };
    if (!one.parameters.some(({ name }) => name === 'Idempotency-Key')) {
      expect(await faults.during('contended', () => probe(paylinks, one, input))).toBe(409);
      return;
    }
    const statuses: number[] = [];
    for (let tries = 0; tries < 5 && !statuses.includes(409); tries += 1) {
      const headers = { 'idempotency-key': `both-${one.operationId}-${tries}` };
      const together = Array.from({ length: 4 }, () => probe(paylinks, one, { ...input, headers }));
      statuses.push(...(await Promise.all(together)));
    }
    expect(statuses).toContain(409);
  });
});

describe("the provider's faults: 429, 502, 503", () => {
  const FAULTS = {
    429: [{ kind: 'status', status: 429, retry_after: 1 }],
    502: [{ kind: 'html' }],
    503: [{ kind: 'status', status: 503 }],
  } as const;
  /** What of an operation needs the provider. */
  const AT_PROVIDER: Readonly<Record<string, unknown>> = {
    resolveLink: { provider_link_id: 'p-1' },
    updateLink: { amount: 10_000 },
  };
  const cases = ([429, 502, 503] as const).flatMap((status) =>
    documenting(status).flatMap(([id, one]) => (isExempt(id, status) ? [] : [[id, status, one] as const])),
  );
  it.each(cases)('%s %i', async (_, status, one) => {
    const { subject, faulty, connection } = await subjectOf(one);
    // A new version of the connection signs in anew, and a failure there is one before anything was done.
    await api().PUT('/v1/connections/{id}', {
      params: { path: { id: connection.id } },
      body: connection.body,
    });
    const faults = `${faulty}/faults`;
    for (const fault of FAULTS[status]) {
      await fetch(faults, { method: 'POST', body: JSON.stringify({ ...fault, times: 9 }) });
    }
    const query = one.operationId === 'getLink' ? { expand: 'provider_data' } : {};
    const body = AT_PROVIDER[one.operationId] ?? bodyOf(one);
    const met = await probe(paylinks, one, { id: subject, query, body });
    await fetch(faults, { method: 'DELETE' });
    expect(met, `${one.operationId} ${status}`).toBe(status);
  });

  async function subjectOf(one: Documented) {
    const { felloh, connection: body } = started.world;
    const theirs = {
      faulty: felloh.controlUrl,
      connection: { id: 'felloh-main', body: { ...body, provider: 'felloh' as const } },
    };
    if (!one.path.startsWith('/v1/links/')) return { subject: idFor(one), ...theirs };
    if (one.operationId === 'updateLink') {
      const { allpay } = started;
      const customer = { ...aBody.customer, reference: 'TEN0048213' };
      const { id } = await paylinks.links.create({ ...aBody, customer, connection: allpay.connection.id });
      return { subject: id, ...allpay };
    }
    const isLost = one.operationId === 'retryLink' || one.operationId === 'resolveLink';
    if (isLost) fail('reset', { operation: 'create' });
    const { id } = await paylinks.links.create(aBody);
    if (one.operationId === 'retryLink') await paylinks.links.resolve(id, { none: true });
    return { subject: id, ...theirs };
  }
});

describe('the table is down: 500', () => {
  it.each(documenting(500).filter(([id]) => !isExempt(id, 500)))('%s', async (_, one) => {
    const key = await api().POST('/v1/api_keys', { body: { scopes: ['admin'] } });
    const client = started.client(key.data?.key);
    const status = await faults.during('down', () =>
      probe(client, one, { id: idFor(one), body: bodyOf(one) }),
    );
    expect(status).toBe(500);
  });
});

describe('the contract', () => {
  it('is met: each documented answer of each operation, but for those with a reason', () => {
    process.stdout.write(`${coverage.summary()}\n`);
    if (process.env.CONTRACT_TABLE) process.stdout.write(`${coverage.table().join('\n')}\n`);
    expect(coverage.unmet()).toEqual([]);
    expect(coverage.needless()).toEqual([]);
  });
});
