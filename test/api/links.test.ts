import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const create = (body: unknown = aBody, headers: Record<string, string> = {}) =>
  world.call({ method: 'POST', path: '/v1/links', body, headers });

describe('a link through the API', () => {
  it('is created with every field of the contract', async () => {
    const answer = await create({
      ...aBody,
      connection: 'felloh-main',
      reference: 'INV-1001',
      description: 'Deposit for Bali',
      customer: {
        ...aBody.customer,
        phone: '+44 7700 900 123',
        reference: 'C-77',
        language: 'en-GB',
        timezone: 'Europe/London',
        address: { line1: '1 High St', line2: null, city: 'Leeds', postal_code: 'LS1 1AA', country: 'GB' },
      },
      due_on: '2030-12-10',
      expires_at: new Date(Date.now() + 20 * 86_400_000).toISOString(),
      delivery: { channels: ['sms', 'email'], sender: 'service' },
      redirects: { success: 'https://shop.example/ok', failure: null },
      methods: { card: true, open_banking: true, excluded_card_types: ['amex'] },
      created_by: 'agent-17',
      metadata: { order: '42' },
      provider_options: { authorisation_only: false },
    });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.headers.etag).toBe(`"${answer.body.version}"`);
    expect(answer.body).toMatchObject({
      object: 'link',
      status: 'active',
      display_status: 'pending',
      connection: 'felloh-main',
      provider: 'felloh',
      amount: 12500,
      amount_paid: 0,
      currency: 'GBP',
      reference: 'INV-1001',
      customer: {
        name: 'Ada Byron',
        phone: '+447700900123',
        address: { line2: null, postal_code: 'LS1 1AA' },
      },
      delivery: { channels: ['sms', 'email'], sender: 'service', override_reason: null },
      redirects: { success: 'https://shop.example/ok', failure: null, cancel: null },
      metadata: { order: '42' },
      superseded_by: null,
      failure: null,
      exceptions: [],
    });
    expect(answer.body.url).toMatch(/^https:\/\/pay\.example\.com\/p\/[0-9A-Za-z]{22}$/);
    expect(world.felloh.ledger()).toHaveLength(1);
  });

  it('is read, expanded, changed under If-Match, sent, and shown as a QR code', async () => {
    const { body: link } = await create();
    const path = `/v1/links/${link.id}`;
    const read = await world.ok({ method: 'GET', path: `${path}?expand=messages,connection&expand=events` });
    expect(read.body.connection).toMatchObject({ id: 'felloh-main', object: 'connection' });
    expect(read.body.connection).not.toHaveProperty('notification_url');
    expect(read.body.messages).toEqual([]);
    expect(read.body.events).toEqual([]);

    const stale = await world.call({
      method: 'PATCH',
      path,
      body: { metadata: { a: 'b' } },
      headers: { 'if-match': '"1"' },
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'version_conflict']);
    const changed = await world.ok({
      method: 'PATCH',
      path,
      body: { metadata: { a: 'b' }, customer: { email: null } },
      headers: { 'if-match': read.headers.etag ?? '' },
    });
    expect(changed.body).toMatchObject({
      metadata: { a: 'b' },
      customer: { email: null, name: 'Ada Byron' },
    });

    const sent = await world.call({ method: 'POST', path: `${path}/send`, body: { channels: ['sms'] } });
    expect(sent.status, sent.text).toBe(202);
    expect(sent.body.data).toMatchObject([{ channel: 'sms', kind: 'resend', state: 'queued' }]);
    const messages = await world.ok({ method: 'GET', path: `${path}/messages` });
    expect(messages.body.data).toEqual(sent.body.data);

    const qr = await world.ok({ method: 'GET', path: `${path}/qr.svg` });
    expect(qr.headers['content-type']).toBe('image/svg+xml');
    expect(qr.text).toMatch(/^<svg /);
  });

  it('is refreshed, assigned, cancelled and deleted', async () => {
    const { body: link } = await create();
    const path = `/v1/links/${link.id}`;
    expect((await world.ok({ method: 'POST', path: `${path}/refresh` })).body.status).toBe('active');
    expect((await world.ok({ method: 'POST', path: `${path}/cancel` })).body.status).toBe('cancelled');
    const retry = await world.call({ method: 'POST', path: `${path}/retry` });
    expect([retry.status, retry.body.code]).toEqual([409, 'conflict_state']);
    expect((await world.call({ method: 'DELETE', path })).status).toBe(204);
    expect((await world.call({ method: 'GET', path })).status).toBe(404);
  });

  it.each([[{ validate_account: true }, '/validate_account']])(
    'names what the provider cannot do: %j',
    async (fields, pointer) => {
      const before = world.felloh.calls().length;
      const answer = await create({ ...aBody, ...fields });
      expect([answer.status, answer.body.code]).toEqual([422, 'capability_not_supported']);
      expect(answer.body.errors).toMatchObject([{ pointer, code: 'capability_not_supported' }]);
      expect(answer.body.detail).toMatch(/Felloh cannot do this/);
      expect(world.felloh.calls()).toHaveLength(before);
    },
  );

  it('tells what is missing for the provider and its channels, all at once', async () => {
    const answer = await create({
      amount: 1,
      currency: 'JPY',
      delivery: { channels: ['sms'] },
      expires_at: '2020-01-01T00:00:00Z',
    });
    expect([answer.status, answer.body.code]).toEqual([422, 'validation_error']);
    const pointers = answer.body.errors.map((issue: { pointer: string }) => issue.pointer);
    expect(pointers).toEqual(
      expect.arrayContaining([
        '/currency',
        '/customer/name',
        '/customer/email',
        '/customer/phone',
        '/expires_at',
      ]),
    );
  });

  it('tells of a refusal with the failed link, and of a lost answer with one that settles', async () => {
    world.felloh.fail({ operation: 'create', kind: 'status', status: 422 });
    const refused = await create();
    expect([refused.status, refused.body.code]).toEqual([422, 'provider_rejected']);
    expect(refused.body.provider).toMatchObject({ name: 'felloh' });
    const failed = await world.ok({ method: 'GET', path: `/v1/links/${refused.body.link_id}` });
    expect(failed.body).toMatchObject({ status: 'failed', failure: { category: 'rejected' } });
  });
});
