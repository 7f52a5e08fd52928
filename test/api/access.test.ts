import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryName } from '../../lib/api/webhook-params.ts';
import { newId, newLinkId } from '../../lib/ids.ts';
import type { Scope } from '../../lib/keys/api-key.ts';
import { makeDeliveries } from '../../lib/webhooks/make-deliveries.ts';
import { aBody, startWorld, type World } from '../support/world.ts';
import { KEYED, requestOf } from './requests.ts';

let world: World;
let linkId: string;
let keyId: string;
let suppressionId: string;
let endpointId: string;
let deliveryId: string;
let batchId: string;
let exportId: string;
beforeAll(async () => {
  world = await startWorld();
  linkId = (await world.ok({ method: 'POST', path: '/v1/links', body: aBody })).body.id;
  keyId = (await makeKey(['links:read'])).id;
  const endpoint = { url: 'https://hooks.example.com/' };
  endpointId = (await world.ok({ method: 'POST', path: '/v1/webhook_endpoints', body: endpoint })).body.id;
  const data = { status: 'paid', amount: 1, amount_paid: 1, currency: 'GBP' };
  const event = { id: `${linkId}.2.0`, type: 'link.paid', at: Date.now(), version: 2, linkId, data };
  const deliveries = await makeDeliveries(
    { table: world.table, now: Date.now() },
    world.organisation.id,
    event,
  );
  deliveryId = deliveries.map(deliveryName).join();
  const body = BODIES.createSuppression;
  suppressionId = (await world.ok({ method: 'POST', path: '/v1/suppressions', body })).body.id;
  const file = BODIES.createBatch;
  batchId = (await world.ok({ method: 'POST', path: '/v1/batches', body: file })).body.id;
  const period = BODIES.createExport;
  exportId = (await world.ok({ method: 'POST', path: '/v1/exports', body: period })).body.id;
});
afterAll(() => world.close());

async function makeKey(scopes: Scope[]): Promise<{ id: string; key: string }> {
  return (await world.ok({ method: 'POST', path: '/v1/api_keys', body: { scopes } })).body;
}

/** Bodies that the routes take, so that what refuses is the thing and not the body. */
const BODIES: Readonly<Record<string, unknown>> = {
  createLink: aBody,
  updateLink: { metadata: { a: 'b' } },
  assignLink: { booking_id: 'b' },
  recordExternalPayment: { amount: 1, method: 'cash', received_on: '2026-11-20', reference: 'r' },
  resolveLink: { none: true },
  updateOrganisation: {},
  putReminders: { plan: 'default' },
  createBatch: { file_name: 'arrears.csv' },
  createExport: { paid_from: '2026-01-01' },
  createSuppression: { channel: 'sms', contact: '+447700900123' },
  putWording: { sms: { first: { text: '{{sender}}: {{url}}' } } },
  previewWording: { channel: 'sms', kind: 'first' },
  createWebhookEndpoint: { url: 'https://hooks.example.com/' },
  updateWebhookEndpoint: { status: 'enabled' },
  replayWebhooks: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  createApiKey: { scopes: ['batches'] },
};

/** What the path of an operation names. */
function idFor(path: string): string {
  if (path.startsWith('/v1/links')) return linkId;
  if (path.startsWith('/v1/batches')) return batchId;
  if (path.startsWith('/v1/exports')) return exportId;
  if (path.startsWith('/v1/suppressions')) return suppressionId;
  if (path.startsWith('/v1/webhook_endpoints')) return endpointId;
  if (path.startsWith('/v1/webhook_deliveries')) return deliveryId;
  if (path.startsWith('/v1/organisation')) return 'fr';
  return path.startsWith('/v1/connections') ? 'felloh-main' : keyId;
}

describe.each(KEYED.map((route) => [route.id, route] as const))('%s', (id, route) => {
  it.each([
    ['no key', null],
    ['an unknown key', `pl_test_${'x'.repeat(43)}`],
    ['what is no key', 'secret'],
  ])('answers 401 to %s', async (_, key) => {
    const answer = await world.call({ ...requestOf(route, idFor(route.path)), key, body: BODIES[id] });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('answers 403 to a key of all other scopes', async () => {
    const all: Scope[] = ['links:read', 'links:write', 'batches', 'connections'];
    const { key } = await makeKey(all.filter((scope) => scope !== route.scope));
    const answer = await world.call({ ...requestOf(route, idFor(route.path)), key, body: BODIES[id] });
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    expect(answer.body.detail).toContain(route.scope);
  });
});

describe('a thing of another organisation', () => {
  const named = KEYED.filter(({ path, id }) => path.includes('{id}') && id !== 'putConnection');
  let foreign: string;
  beforeAll(async () => {
    foreign = (await world.otherOrganisation()).adminKey.key;
  });

  it.each(named.map((route) => [route.id, route] as const))(
    'cannot be told from an unknown one, byte for byte: %s',
    async (id, route) => {
      const unknown = route.path.startsWith('/v1/links')
        ? newLinkId(Date.now())
        : route.path.startsWith('/v1/connections')
          ? 'no-such-one'
          : route.path.startsWith('/v1/suppressions')
            ? `sms-${'x'.repeat(43)}`
            : route.path.startsWith('/v1/webhook_endpoints')
              ? `we_${newId(Date.now())}`
              : route.path.startsWith('/v1/webhook_deliveries')
                ? `wd_${newId(Date.now())}${newId(Date.now())}`
                : route.path.startsWith('/v1/batches') || route.path.startsWith('/v1/exports')
                  ? newId(Date.now())
                  : `key_${newLinkId(Date.now()).slice(0, 26)}`;
      const one = { body: BODIES[id], key: foreign, requestId: 'same' };
      const hidden = await world.call({ ...requestOf(route, idFor(route.path)), ...one });
      const absent = await world.call({ ...requestOf(route, unknown), ...one });
      const nonsense = await world.call({ ...requestOf(route, '%20%00'), ...one });
      expect(hidden.status).toBe(404);
      expect(hidden).toEqual(absent);
      expect(nonsense).toEqual(absent);
    },
  );

  it('is not listed, and is not written by a put of the same name', async () => {
    const list = await world.ok({ method: 'GET', path: '/v1/links', key: foreign });
    expect(list.body).toEqual({ data: [], next_page_token: null });
    expect((await world.ok({ method: 'GET', path: '/v1/connections', key: foreign })).body.data).toEqual([]);
    const batches = await world.ok({ method: 'GET', path: '/v1/batches', key: foreign });
    expect(batches.body).toEqual({ data: [], next_page_token: null });
    const exports = await world.ok({ method: 'GET', path: '/v1/exports', key: foreign });
    expect(exports.body).toEqual({ data: [], next_page_token: null });
    await world.ok({
      method: 'PUT',
      path: '/v1/connections/felloh-main',
      key: foreign,
      body: { ...world.connection, expires_in_days: 7 },
    });
    const ours = await world.ok({ method: 'GET', path: '/v1/connections/felloh-main' });
    expect(ours.body.expires_in_days).toBe(30);
  });

  it('keeps a deleted link as absent as one that never was', async () => {
    const { body } = await world.ok({ method: 'POST', path: '/v1/links', body: aBody });
    await world.ok({ method: 'DELETE', path: `/v1/links/${body.id}` });
    const request = { method: 'GET', requestId: 'same' };
    const deleted = await world.call({ ...request, path: `/v1/links/${body.id}` });
    const absent = await world.call({ ...request, path: `/v1/links/${newLinkId(Date.now())}` });
    expect(deleted).toEqual(absent);
  });
});

describe('keys', () => {
  it('are shown once, listed without themselves and revoked', async () => {
    const made = await makeKey(['links:read', 'links:read']);
    expect(made.key).toMatch(/^pl_test_[0-9A-Za-z]{43}$/);
    const list = await world.ok({ method: 'GET', path: '/v1/api_keys' });
    expect(list.text).not.toContain(made.key);
    expect(list.body.data).toContainEqual(
      expect.objectContaining({ id: made.id, scopes: ['links:read'], revoked_at: null }),
    );
    expect((await world.call({ method: 'DELETE', path: `/v1/api_keys/${made.id}` })).status).toBe(204);
    const refused = await world.call({ method: 'GET', path: '/v1/links', key: made.key });
    expect(refused.status).toBe(401);
    expect((await world.call({ method: 'DELETE', path: `/v1/api_keys/${made.id}` })).status).toBe(204);
  });
});

describe('paths that are none', () => {
  it.each([
    ['GET', '/', 404, undefined],
    ['GET', '/v1/link', 404, undefined],
    ['PUT', '/v1/links', 405, 'GET, POST'],
    ['HEAD', '/v1/links/x', 405, 'DELETE, GET, PATCH'],
    ['GET', '/v1/links/x/qrxsvg', 404, undefined],
    ['OPTIONS', '/v1/links/x/qr.svg', 405, 'GET'],
    ['POST', '/v1/batches/template.csv', 405, 'GET'],
    ['DELETE', '/v1/batches/x', 405, 'GET'],
    ['GET', '/hooks/x', 405, 'POST'],
    ['PUT', '/p/x/renew', 405, 'GET, HEAD, POST'],
  ])('%s %s is %i', async (method, path, status, allow) => {
    const answer = await world.call({ method, path, key: null });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers.allow).toBe(allow);
  });

  it('answers health, document and docs without a key', async () => {
    expect((await world.ok({ method: 'GET', path: '/health', key: null })).body).toEqual({ status: 'ok' });
    const document = await world.ok({ method: 'GET', path: '/openapi.json', key: null });
    expect(document.body.openapi).toBe('3.1.0');
    const docs = await world.ok({ method: 'GET', path: '/docs', key: null });
    expect(docs.text).toMatch(/^<!doctype html>/);
  });
});
