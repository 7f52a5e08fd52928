import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const create = async (extra: Record<string, unknown> = {}) =>
  (await world.ok({ method: 'POST', path: '/v1/links', body: { ...aBody, ...extra } })).body;

const supersede = (id: string, body?: unknown, key?: string) =>
  world.call({
    method: 'POST',
    path: `/v1/links/${id}/supersede`,
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
  });

const read = async (id: string) => (await world.ok({ method: 'GET', path: `/v1/links/${id}` })).body;

const theirs = (providerLinkId: string) => world.felloh.ledger().find(({ id }) => id === providerLinkId);

const page = (url: string) => world.call({ method: 'GET', path: new URL(url).pathname, key: null });

describe('a supersede', () => {
  it('makes a new link of the old one and what is other, and closes the old one', async () => {
    const old = await create({
      reference: 'INV-1',
      description: 'Four nights',
      metadata: { order: '42' },
      delivery: { channels: ['sms'] },
    });
    const made = await supersede(old.id, {
      amount: 10_000,
      description: 'Three nights',
      customer: { phone: '+447700900124' },
    });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({
      status: 'active',
      amount: 10_000,
      currency: 'GBP',
      reference: 'INV-1',
      description: 'Three nights',
      customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900124' },
      metadata: { order: '42' },
      delivery: { channels: ['sms'] },
      expires_at: old.expires_at,
      supersedes: old.id,
      superseded_by: null,
    });
    expect(made.body.id).not.toBe(old.id);
    expect(made.body.url).not.toBe(old.url);
    expect(await read(old.id)).toMatchObject({
      status: 'cancelled',
      superseded_by: made.body.id,
      supersedes: null,
      provider_url_open: false,
      exceptions: [],
    });
    expect(theirs(old.provider_link_id)?.state).toBe('deleted');
    expect(theirs(made.body.provider_link_id)?.state).toBe('open');
    const [message, ...more] = (await world.ok({ method: 'GET', path: `/v1/links/${made.body.id}/messages` }))
      .body.data;
    expect([message.channel, more]).toEqual(['sms', []]);
  });

  it('with no body is the same link anew; null takes something away', async () => {
    const old = await create({ reference: 'INV-2', description: 'Four nights' });
    const made = await supersede(old.id);
    expect(made.body).toMatchObject({ amount: old.amount, reference: 'INV-2', description: 'Four nights' });
    const bare = await supersede(made.body.id, { description: null });
    expect(bare.body).toMatchObject({ description: null, reference: 'INV-2', supersedes: made.body.id });
  });

  it('leads the old short urls to the head of the chain, also by its button', async () => {
    const first = await create();
    const second = (await supersede(first.id, { amount: 10_000 })).body;
    const head = (await supersede(second.id, { amount: 7_777 })).body;
    for (const { url } of [first, second, head]) {
      const shown = await page(url);
      expect(shown.status).toBe(200);
      expect(shown.text).toContain('£77.77');
      expect(shown.text).toContain(`action="${head.url.split('/').at(-1)}"`);
    }
    const code = first.url.split('/').at(-1);
    const pressed = await world.call({ method: 'POST', path: `/p/${code}`, key: null });
    expect([pressed.status, pressed.headers.location]).toEqual([303, code]);
    expect(await read(first.id)).toMatchObject({ open_count: 0 });
  });

  it('is carried out once for its Idempotency-Key', async () => {
    const old = await create();
    const made = world.felloh.ledger().length;
    const first = await supersede(old.id, { amount: 10_000 }, 'supersede-1');
    const again = await supersede(old.id, { amount: 10_000 }, 'supersede-1');
    expect(again.text).toBe(first.text);
    expect(world.felloh.ledger().length - made).toBe(1);
    const other = await supersede(old.id, { amount: 10_000 }, 'supersede-2');
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({ code: 'conflict_state', from: 'cancelled' });
  });

  it('of a link that is over, paid or not there is refused', async () => {
    const { id } = await create();
    await world.ok({ method: 'POST', path: `/v1/links/${id}/cancel` });
    expect((await supersede(id)).body).toMatchObject({ code: 'conflict_state', from: 'cancelled' });
    const paid = await create();
    world.felloh.act({ link: paid.provider_link_id, action: 'pay', method: 'card' });
    const refused = await supersede(paid.id);
    expect(refused.body).toMatchObject({ code: 'conflict_state', from: 'paid', link_id: paid.id });
    expect(await read(paid.id)).toMatchObject({ status: 'paid', superseded_by: null });
    expect((await supersede('01ARZ3NDEKTSV4RRFFQ69G5FAV0')).status).toBe(404);
  });

  it('refuses what a create would refuse, before anything is done', async () => {
    const old = await create();
    const calls = world.felloh.calls().length;
    for (const [body, pointer] of [
      [{ amount: 0 }, '/amount'],
      [{ currency: 'XXZ' }, '/currency'],
      [{ colour: 'red' }, ''],
      [{ on_duplicate: 'reject' }, ''],
      [{ connection: 'nowhere' }, '/connection'],
      [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
      [{ delivery: { channels: ['sms'] }, customer: { phone: null } }, '/customer/phone'],
    ] as const) {
      const refused = await supersede(old.id, body);
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(pointer)]);
    }
    expect(world.felloh.calls()).toHaveLength(calls);
    expect(await read(old.id)).toMatchObject({ version: old.version });
  });

  it('that the provider refuses leaves the old link as it was, and what failed cannot be retried alone', async () => {
    const old = await create();
    world.felloh.fail({ operation: 'create', kind: 'status', status: 422 });
    const refused = await supersede(old.id, { amount: 10_000 });
    expect([refused.status, refused.body.code]).toEqual([422, 'provider_rejected']);
    expect(refused.body.link_id).not.toBe(old.id);
    expect(await read(old.id)).toMatchObject({ status: 'active', superseded_by: null });
    expect((await page(old.url)).text).toContain('£125.00');
    const alone = await world.call({ method: 'POST', path: `/v1/links/${refused.body.link_id}/retry` });
    expect([alone.status, alone.body.code]).toEqual([409, 'conflict_state']);
    expect((await supersede(old.id, { amount: 10_000 })).status).toBe(201);
  });

  it('of which the outcome is unknown says so on the page, and keeps everybody else off', async () => {
    const old = await create();
    world.felloh.fail({ operation: 'create', kind: 'reset', when: 'before' });
    const made = await supersede(old.id, { amount: 10_000 }, 'supersede-3');
    expect([made.status, made.body.status]).toEqual([202, 'creating']);
    expect((await page(old.url)).text).toContain('is being replaced');
    expect((await page(made.body.url)).text).toContain('being prepared');
    const code = old.url.split('/').at(-1);
    const pressed = await world.call({ method: 'POST', path: `/p/${code}`, key: null });
    expect([pressed.status, pressed.headers.location]).toEqual([303, code]);
    for (const verb of ['cancel', 'send', 'supersede']) {
      const busy = await world.call({ method: 'POST', path: `/v1/links/${old.id}/${verb}` });
      expect([verb, busy.status, busy.body.code]).toEqual([verb, 409, 'operation_in_progress']);
    }
    const again = await supersede(old.id, { amount: 10_000 }, 'supersede-3');
    expect(again.body.id).toBe(made.body.id);
  });

  it('is made at most 19 times in a row', async () => {
    let { id } = await create();
    for (let place = 2; place <= 20; place++) {
      const made = await supersede(id);
      expect(made.status, made.text).toBe(201);
      id = made.body.id;
    }
    expect((await supersede(id)).body).toMatchObject({ code: 'conflict_state', from: 'active' });
  });
});
