import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  world.felloh.configure({ list_lag_seconds: 0 });
});
afterAll(() => world.close());

const PATH = '/v1/connections/felloh-main/links';
const list = (query = '') => world.call({ method: 'GET', path: `${PATH}${query}` });
const create = async () => (await world.ok({ method: 'POST', path: '/v1/links', body: aBody })).body;

describe("a connection's links at its provider", () => {
  it('are read now, in our words', async () => {
    const made = await create();
    const { status, body } = await list('?q=byron&page_size=1');
    expect(status).toBe(200);
    expect(body.data).toEqual([
      {
        object: 'provider_link',
        link_id: made.id,
        provider_link_id: made.provider_link_id,
        provider_url: made.provider_url,
        provider_status: null,
        status: 'active',
        amount: 12_500,
        currency: 'GBP',
        amount_paid: null,
        booking: null,
        sent_at: null,
        opened_at: null,
        downloaded_at: null,
        paid_at: null,
        provider_expires_at: expect.stringMatching(/Z$/),
        exceptions: [],
        provider_data: expect.objectContaining({ organisation: 'X1234' }),
      },
    ]);
  });

  it('still name our link when it was deleted here, and keep their own view', async () => {
    const made = await create();
    world.felloh.act({ link: made.provider_link_id, action: 'open' });
    await world.ok({ method: 'DELETE', path: `/v1/links/${made.id}` });
    const { body } = await list();
    const row = body.data.find((one: { link_id: string }) => one.link_id === made.id);
    // An opened page cannot be closed there.
    expect(row).toMatchObject({ provider_link_id: made.provider_link_id, status: 'active' });
  });

  it('are not to be had of a retired connection, or by a key without the scope', async () => {
    const { body: key } = await world.ok({
      method: 'POST',
      path: '/v1/api_keys',
      body: { scopes: ['connections'] },
    });
    const refused = await world.call({ method: 'GET', path: PATH, key: key.key });
    expect(refused.status).toBe(403);
    await world.ok({ method: 'PUT', path: '/v1/connections/felloh-old', body: world.connection });
    await world.ok({ method: 'DELETE', path: '/v1/connections/felloh-old' });
    const retired = await world.call({ method: 'GET', path: '/v1/connections/felloh-old/links' });
    expect(retired.status).toBe(404);
  });

  it.each([
    ['?limit=1', '/query/limit'],
    ['?page_size=0', '/query/page_size'],
    ['?created_from=yesterday', '/query/created_from'],
    ['?booking=maybe', '/query/booking'],
    ['?sort=a%20b', '/query/sort'],
    ['?provider_options=1', '/query/provider_options'],
    ['?provider_options[type]=CARD', '/query/provider_options/type'],
    ['?provider_options[organisation]=%20', '/query/provider_options/organisation'],
  ])('are not asked for with %s', async (query, pointer) => {
    const before = world.felloh.calls().length;
    const { status, body } = await list(query);
    expect([status, body.code]).toEqual([422, 'validation_error']);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
    expect(world.felloh.calls()).toHaveLength(before);
  });

  it('are matched also where the table gives only some of what was asked for', async () => {
    const made = [await create(), await create(), await create()];
    let cut = 0;
    const { table } = await import('../../lib/table/client.ts');
    table().client.middlewareStack.add(
      (next, context) => async (args) => {
        const output = await next(args);
        if (context.commandName !== 'BatchGetItemCommand' || cut > 0) return output;
        cut += 1;
        const { RequestItems } = Object(args.input);
        Object.assign(Object(output.output), { Responses: {}, UnprocessedKeys: RequestItems });
        return output;
      },
      { step: 'initialize', name: 'cut' },
    );
    const { body } = await list();
    table().client.middlewareStack.remove('cut');
    expect(cut).toBe(1);
    const ids = body.data.map((row: { link_id: string }) => row.link_id);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
  });
});

it('a link shows what its provider tells beside it', async () => {
  const made = await create();
  const path = `/v1/links/${made.id}?expand=provider_data&expand=connection,events`;
  const { body, headers } = await world.ok({ method: 'GET', path });
  expect(body).toMatchObject({
    id: made.id,
    connection: { id: 'felloh-main' },
    provider_data: { organisation: 'X1234', type: 'UNKNOWN' },
  });
  expect(headers.etag).toBe(`"${made.version}"`);
});

it('GET /v1/providers says what each list can be asked', async () => {
  const { body } = await world.ok({ method: 'GET', path: '/v1/providers' });
  const limits = Object.fromEntries(
    body.data.map((one: { id: string; limits: object }) => [one.id, one.limits]),
  );
  expect(limits.felloh.list).toEqual({
    filters: ['q', 'created_from', 'created_to', 'booking', 'include_child_organisations'],
    provider_options: ['organisation'],
    patterns: { organisation: '\\S' },
    sorts: [],
    page_size: 100,
    needs_filter: false,
  });
  expect(limits.paypoint.list.needs_filter).toBe(true);
  expect(limits.allpay.list).toMatchObject({ provider_options: ['list', 'status'], page_size: null });
  expect(limits.smarterpay.list).toMatchObject({ sorts: ['id', 'type', 'created_at'], page_size: 500 });
  expect(limits.fortis.expands).toContain('sms_blacklist');
});
