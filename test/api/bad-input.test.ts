import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';
import { KEYED, requestOf, WRITING } from './requests.ts';

let world: World;
let linkId: string;
let batchId: string;
let exportId: string;
beforeAll(async () => {
  world = await startWorld();
  linkId = (await world.ok({ method: 'POST', path: '/v1/links', body: aBody })).body.id;
  const body = BODY.createBatch;
  batchId = (await world.ok({ method: 'POST', path: '/v1/batches', body })).body.id;
  const period = BODY.createExport;
  exportId = (await world.ok({ method: 'POST', path: '/v1/exports', body: period })).body.id;
});
afterAll(() => world.close());

const idFor = (path: string) =>
  path.startsWith('/v1/links')
    ? linkId
    : path.startsWith('/v1/connections')
      ? 'felloh-main'
      : path.startsWith('/v1/batches')
        ? batchId
        : path.startsWith('/v1/exports')
          ? exportId
          : path.startsWith('/v1/suppressions')
            ? `sms-${'x'.repeat(43)}`
            : path.startsWith('/v1/organisation')
              ? 'fr'
              : path.startsWith('/v1/webhook_endpoints')
                ? 'we_01KAGM6VJ0V7M9XQ3D5N8R2T4W'
                : path.startsWith('/v1/webhook_deliveries')
                  ? 'wd_01KAGM6VJ0V7M9XQ3D5N8R2T4W01KAGM6VJ0V7M9XQ3D5N8R2T4W'
                  : 'key_01KAGM6VJ0V7M9XQ3D5N8R2T4W';

/** Everything that the table holds, to be sure that nothing was stored. */
async function stored(): Promise<string> {
  const { Items = [] } = await world.table.client.send(new ScanCommand({ TableName: world.table.name }));
  // The engine gives attributes in any order.
  return Items.map((item) => canonical(unmarshall(item)))
    .sort()
    .join('\n');
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

const JSON_TEXTS: [string, string, number, string][] = [
  ['no JSON', '{"amount": 1', 400, 'malformed_json'],
  ['nothing but a word', 'undefined', 400, 'malformed_json'],
  ['too deep', '['.repeat(400) + ']'.repeat(400), 400, 'malformed_json'],
  ['a megabyte', JSON.stringify({ description: 'x'.repeat(1_000_000) }), 413, 'body_too_large'],
  ['a prototype', '{"__proto__": {"admin": true}}', 422, 'validation_error'],
  ['a constructor', '{"constructor": {"prototype": {}}}', 422, 'validation_error'],
  ['a list', '[]', 422, 'validation_error'],
  ['null', 'null', 422, 'validation_error'],
  ['a text', '"amount"', 422, 'validation_error'],
  ['an unknown field', '{"colour": "red"}', 422, 'validation_error'],
  ['a lone surrogate', '{"metadata": {"a": "\\ud800"}}', 422, 'validation_error'],
  ['a number beyond all', '{"provider_options": {"a": 1e300}}', 422, 'validation_error'],
  ['a card number', '{"note": "pay with 4111 1111 1111 1111"}', 422, 'card_number_refused'],
  ['a card number as a name', '{"metadata": {"4111111111111111": "x"}}', 422, 'card_number_refused'],
];

describe.each(WRITING.map((route) => [route.id, route] as const))('%s', (_, route) => {
  it.each(JSON_TEXTS)('refuses %s', async (_what, body, status, code) => {
    const before = await stored();
    const request = { ...requestOf(route, idFor(route.path)), body, headers: { 'idempotency-key': 'bad' } };
    const answer = await world.call(request);
    expect([answer.status, answer.body.code], answer.text).toEqual([status, code]);
    if (status === 422) expect(answer.body.errors.length).toBeGreaterThan(0);
    expect(await stored()).toBe(before);
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data', ''])(
    'refuses a body of type "%s"',
    async (type) => {
      const answer = await world.call({
        ...requestOf(route, idFor(route.path)),
        body: '{}',
        headers: { 'content-type': type },
      });
      expect([answer.status, answer.body.code]).toEqual([415, 'unsupported_media_type']);
    },
  );

  it('never answers 5xx and stores nothing, whatever JSON comes', async () => {
    const before = await stored();
    const names = [
      'amount',
      'currency',
      'customer',
      'delivery',
      'scopes',
      'settings',
      'channels',
      'none',
      'name',
    ];
    const body = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }), { minKeys: 2 });
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        const answer = await world.call({
          ...requestOf(route, idFor(route.path)),
          body: { ...value, zzz: 1 },
        });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: 25 },
    );
    expect(await stored()).toBe(before);
  });
});

describe.each(KEYED.map((route) => [route.id, route] as const))('the query of %s', (_, route) => {
  it.each(['colour=red', '__proto__=1', 'constructor[prototype]=1', 'a=1&a=2'])(
    'refuses ?%s',
    async (query) => {
      const request = requestOf(route, idFor(route.path));
      const answer = await world.call({ ...request, path: `${request.path}?${query}`, body: BODY[route.id] });
      expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
      expect(answer.body.errors[0].pointer).toMatch(/^\/query\//);
    },
  );
});

const BODY: Readonly<Record<string, unknown>> = {
  createBatch: { file_name: 'arrears.csv' },
  createExport: { paid_from: '2026-01-01' },
  createSuppression: { channel: 'sms', contact: '+447700900123' },
  createLink: aBody,
  updateLink: {},
  assignLink: { booking_id: 'b' },
  resolveLink: { none: true },
  putConnection: { provider: 'felloh', settings: {} },
  updateOrganisation: {},
  putWording: { sms: { first: { text: '{{sender}}: {{url}}' } } },
  previewWording: { channel: 'sms', kind: 'first' },
  createWebhookEndpoint: { url: 'https://hooks.example.com/' },
  updateWebhookEndpoint: { status: 'enabled' },
  replayWebhooks: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  createApiKey: { scopes: ['batches'] },
};

describe('a new link', () => {
  const create = (body: unknown) => world.call({ method: 'POST', path: '/v1/links', body });

  it.each<[string, unknown, string]>([
    ['amount', 0, '/amount'],
    ['amount', 1.5, '/amount'],
    ['amount', '12', '/amount'],
    ['currency', 'gbp', '/currency'],
    ['currency', 'XQQ', '/currency'],
    ['connection', 'No Such', '/connection'],
    ['connection', 'no-such', '/connection'],
    ['reference', '', '/reference'],
    ['description', 'x'.repeat(251), '/description'],
    ['description', 'line\u0000', '/description'],
    ['customer', { ...aBody.customer, phone: '07700 900123' }, '/customer/phone'],
    ['customer', { ...aBody.customer, phone: '4111111111111111' }, '/customer/phone'],
    ['customer', { ...aBody.customer, email: 'ada' }, '/customer/email'],
    ['customer', { ...aBody.customer, language: 'English please' }, '/customer/language'],
    ['customer', { ...aBody.customer, timezone: 'Mars/Olympus' }, '/customer/timezone'],
    ['customer', { ...aBody.customer, timezone: '+01:00' }, '/customer/timezone'],
    ['customer', { ...aBody.customer, address: { country: 'UK of GB' } }, '/customer/address/country'],
    ['due_on', '2026-02-30', '/due_on'],
    ['expires_at', '2026-12-20', '/expires_at'],
    ['expires_at', new Date(Date.now() + 367 * 86_400_000).toISOString(), '/expires_at'],
    ['delivery', { channels: ['fax'] }, '/delivery/channels/0'],
    ['delivery', { channels: ['sms', 'sms'] }, '/delivery/channels'],
    ['delivery', { sender: 'nobody' }, '/delivery/sender'],
    ['delivery', { send_at: '2030-01-01T00:00:00Z' }, '/delivery/send_at'],
    ['delivery', { fallback: 'always' }, '/delivery/fallback'],
    ['redirects', { success: 'http://shop.example/ok' }, '/redirects/success'],
    ['redirects', { success: 'javascript:alert(1)' }, '/redirects/success'],
    ['redirects', { success: 'https://user:pw@shop.example/' }, '/redirects/success'],
    ['methods', { card: 'yes' }, '/methods/card'],
    ['methods', { excluded_card_types: ['diners club'] }, '/methods/excluded_card_types/0'],
    ['booking', {}, '/booking'],
    ['metadata', { a: 1 }, '/metadata/a'],
    ['metadata', Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, 'v'])), '/metadata'],
    ['metadata', { a: 'x'.repeat(201) }, '/metadata/a'],
    ['provider_options', { unknown: 1 }, '/provider_options/unknown'],
    ['reminders', 'weekly', '/reminders'],
    ['on_duplicate', 'perhaps', '/on_duplicate'],
  ])('with %s = %j is refused at %s', async (name, value, pointer) => {
    const calls = world.felloh.calls().length;
    const answer = await create({ ...aBody, [name]: value });
    expect([answer.status, answer.body.code], answer.text).toEqual([422, 'validation_error']);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer }));
    expect(world.felloh.calls()).toHaveLength(calls);
  });

  it('tells several faults at once, and what is missing as missing', async () => {
    const { body } = await create({ currency: 5, colour: 'red', customer: { email: 'x', shoe: 43 } });
    const told = body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['/amount', 'required'],
        ['/currency', 'wrong_type'],
        ['/colour', 'unknown_field'],
        ['/customer/email', 'wrong_format'],
        ['/customer/shoe', 'unknown_field'],
      ]),
    );
  });

  it.each([
    ['description', 'card 4111-1111-1111-1111'],
    ['reference', '5500 0000 0000 0004'],
    ['created_by', '378282246310005'],
    ['metadata', { note: '6011.1111.1111.1117' }],
    ['customer', { ...aBody.customer, name: 'Ada 4111111111111111' }],
    ['customer', { ...aBody.customer, reference: '4111 1111 1111 1111' }],
    ['delivery', { override_reason: '4111111111111111' }],
    ['provider_options', { type: '4111111111111111' }],
  ])('with a card number in %s is refused and nothing of it stored', async (name, value) => {
    const answer = await create({ ...aBody, [name]: value });
    expect([answer.status, answer.body.code]).toEqual([422, 'card_number_refused']);
    expect(answer.text).not.toMatch(/4111|5500|3782|6011/);
    expect(await stored()).not.toMatch(/4111.?1111|5500 0000|378282246310005|6011.1111/);
  });
});
