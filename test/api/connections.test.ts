import { createHmac } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const put = (id: string, body: unknown) => world.call({ method: 'PUT', path: `/v1/connections/${id}`, body });

describe('connections', () => {
  it('are created, replaced and read without their credentials, which the table does not hold either', async () => {
    const created = await put('felloh-two', world.connection);
    expect(created.status, created.text).toBe(201);
    const replaced = await put('felloh-two', { ...world.connection, credentials: null, expires_in_days: 7 });
    expect(replaced.status, replaced.text).toBe(200);
    expect(replaced.body).toMatchObject({ expires_in_days: 7, version: 2, used: false });
    expect(replaced.body.notification_url).toBe(created.body.notification_url);
    const read = await world.ok({ method: 'GET', path: '/v1/connections/felloh-two' });
    expect(read.body).toEqual(replaced.body);
    expect(read.text).not.toContain(world.felloh.fixtures.privateKey);
    const { Items } = await world.table.client.send(new ScanCommand({ TableName: world.table.name }));
    expect(JSON.stringify(Items)).not.toContain(world.felloh.fixtures.privateKey);
    const check = await world.ok({ method: 'POST', path: '/v1/connections/felloh-two/check' });
    expect(check.body).toMatchObject({ result: 'ok' });
  });

  it('say who sends, where the account can', async () => {
    const first = await put('felloh-sender', { ...world.connection, sender: 'service' });
    expect([first.status, first.body.sender]).toEqual([201, 'service']);
    const unsaid = await put('felloh-sender', world.connection);
    expect([unsaid.status, unsaid.body.sender]).toEqual([200, 'service']);
    const refused = await put('felloh-sender', { ...world.connection, sender: 'provider' });
    expect([refused.status, refused.body.code]).toEqual([422, 'capability_not_supported']);
    expect(refused.body.errors).toMatchObject([
      { pointer: '/sender', detail: expect.stringContaining('allpay, fortis, paypoint') },
    ]);
    const unknown = await put('felloh-sender', { ...world.connection, sender: 'pigeon' });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/sender' }]);
    const read = await world.ok({ method: 'GET', path: '/v1/connections/felloh-sender' });
    expect(read.body).toMatchObject({ sender: 'service', version: 2 });
  });

  it('have a rate of their own, 10 calls a second unless told otherwise', async () => {
    const made = await put('felloh-rate', world.connection);
    expect(made.body.calls_per_second).toBe(10);
    const slower = await put('felloh-rate', { ...world.connection, calls_per_second: 2 });
    expect(slower.body.calls_per_second).toBe(2);
    const read = await world.ok({ method: 'GET', path: '/v1/connections/felloh-rate' });
    expect(read.body.calls_per_second).toBe(2);
    for (const calls_per_second of [0, 101, 1.5, '10']) {
      const { status, body } = await put('felloh-rate', { ...world.connection, calls_per_second });
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/calls_per_second']);
    }
  });

  it('tell what the provider would not take, without a value', async () => {
    const secret = 'hunter2-hunter2';
    const { body, status, text } = await put('bad', {
      provider: 'felloh',
      settings: { base_url: 'https://evil.example', organisation: 'X', colour: 1 },
      credentials: { public_key: 5, private_key: secret },
    });
    expect([status, body.code]).toEqual([422, 'validation_error']);
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/settings/colour', '/credentials/public_key']));
    expect(text).not.toContain(secret);
    const base = await put('bad', {
      ...world.connection,
      settings: { ...world.connection.settings, base_url: 'http://10.0.0.1' },
    });
    expect(base.body.errors).toMatchObject([{ pointer: '/settings/base_url' }]);
    const provider = await put('bad', { ...world.connection, provider: 'acme' });
    expect(provider.body.errors).toMatchObject([{ pointer: '/provider' }]);
    const name = await put('Bad%20Name', world.connection);
    expect(name.body.errors).toMatchObject([{ pointer: '/path/id' }]);
    const card = await put('4111111111111111', world.connection);
    expect(card.body).toMatchObject({ code: 'card_number_refused', errors: [{ pointer: '/path/id' }] });
    expect((await world.call({ method: 'GET', path: '/v1/connections/bad' })).status).toBe(404);
  });

  it('tell when they no longer fit what the deployment allows', async () => {
    process.env.BASE_URLS = 'fixed';
    const answer = await world.call({ method: 'POST', path: '/v1/links', body: aBody });
    process.env.BASE_URLS = 'loopback';
    expect(answer.body.errors).toMatchObject([{ pointer: '/connection', code: 'connection_invalid' }]);
  });

  it('tell credentials that the provider refuses', async () => {
    const wrong = { ...world.connection.credentials, private_key: 'wrong' };
    await put('felloh-wrong', { ...world.connection, credentials: wrong });
    const check = await world.call({ method: 'POST', path: '/v1/connections/felloh-wrong/check' });
    expect([check.status, check.body.code]).toEqual([422, 'provider_rejected']);
    expect(check.body.provider).toMatchObject({ name: 'felloh', category: 'credentials' });
  });

  it('keep their account once a link exists', async () => {
    await put('felloh-used', world.connection);
    const other = { ...world.connection, settings: { ...world.connection.settings, organisation: 'X999' } };
    expect((await put('felloh-used', other)).status).toBe(200);
    expect((await put('felloh-used', world.connection)).status).toBe(200);
    await world.ok({ method: 'POST', path: '/v1/links', body: { ...aBody, connection: 'felloh-used' } });
    const refused = await put('felloh-used', other);
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict_state']);
    expect(refused.body.errors).toMatchObject([{ pointer: '/settings/organisation' }]);
    const same = await put('felloh-used', world.connection);
    expect(same.body).toMatchObject({ used: true });
  });

  it('are retired: hidden, without new links, while their links live on', async () => {
    await put('felloh-old', world.connection);
    const body = { ...aBody, connection: 'felloh-old' };
    const { body: link } = await world.ok({ method: 'POST', path: '/v1/links', body });
    expect((await world.call({ method: 'DELETE', path: '/v1/connections/felloh-old' })).status).toBe(204);
    expect((await world.call({ method: 'GET', path: '/v1/connections/felloh-old' })).status).toBe(404);
    const list = await world.ok({ method: 'GET', path: '/v1/connections' });
    expect(list.body.data.map(({ id }: { id: string }) => id)).not.toContain('felloh-old');
    const refused = await world.call({ method: 'POST', path: '/v1/links', body });
    expect(refused.body.errors).toMatchObject([{ pointer: '/connection', code: 'unknown_connection' }]);
    expect((await world.ok({ method: 'POST', path: `/v1/links/${link.id}/refresh` })).body.status).toBe(
      'active',
    );
    expect((await put('felloh-old', world.connection)).status).toBe(200);
  });
});

describe('the organisation', () => {
  it('is read and changed', async () => {
    const patch = (body: unknown) => world.call({ method: 'PATCH', path: '/v1/organisation', body });
    const changed = await patch({ sender_name: 'Ada Travel', timezone: 'Europe/Paris' });
    expect(changed.body).toMatchObject({ sender_name: 'Ada Travel', timezone: 'Europe/Paris', mode: 'test' });
    expect(changed.text).not.toContain(world.organisation.contactKey);
    expect((await patch({ sender_name: null })).body.sender_name).toBeNull();
    const unknown = await patch({ default_connection: 'no-such' });
    expect(unknown.body.errors).toMatchObject([{ pointer: '/default_connection' }]);
    expect((await world.ok({ method: 'GET', path: '/v1/organisation' })).body.default_connection).toBe(
      'felloh-main',
    );
  });

  it('is found again by an admin key that was given on the local stack', async () => {
    const { handler } = await import('../../functions/organisation/create.ts');
    const event = { name: 'Demo', timezone: 'Europe/London', mode: 'test', admin_key: 'pl_test_demo1234' };
    const first = await handler(event);
    expect(first.api_key.key).toBe(event.admin_key);
    expect(await handler({ ...event, name: 'Another' })).toEqual(first);
    await expect(handler({ ...event, admin_key: 'secret' })).rejects.toThrow();
    process.env.BASE_URLS = 'fixed';
    await expect(handler(event)).rejects.toThrow('local stack');
    process.env.BASE_URLS = 'loopback';
  });
});

describe('providers', () => {
  it('are listed by what they can do', async () => {
    const { body } = await world.ok({ method: 'GET', path: '/v1/providers' });
    expect(body.data).toContainEqual(
      expect.objectContaining({
        id: 'felloh',
        operations: expect.objectContaining({ assign: true, update: false }),
      }),
    );
  });
});

describe('a notification', () => {
  const sqs = () => new SQSClient({});
  const raw = '{"payment_link": {"id": "7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162"}, "status": "COMPLETE"}';
  const sign = (text: string) =>
    createHmac('sha256', world.felloh.fixtures.webhookSecret).update(text).digest('hex');

  async function hook(): Promise<string> {
    const { body } = await world.ok({ method: 'GET', path: '/v1/connections/felloh-main' });
    return new URL(body.notification_url).pathname;
  }

  async function queued(): Promise<string[]> {
    const QueueUrl = process.env.WAKE_QUEUE_URL;
    const { Messages = [] } = await sqs().send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages.map(({ Body = '' }) => Body);
  }

  it('is verified on its raw bytes and queued as a hint', async () => {
    const path = await hook();
    const answer = await world.call({
      method: 'POST',
      path,
      key: null,
      body: raw,
      headers: { 'x-signature': sign(raw) },
    });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const [message = ''] = await queued();
    expect(JSON.parse(message)).toMatchObject({
      kind: 'notified',
      connection: 'felloh-main',
      providerLinkId: '7e1c9b34-60fd-4a58-b2c7-d5e80f3a9162',
    });
    expect(message).not.toContain('COMPLETE');
  });

  it('is refused when forged or altered, and unknown behind another token', async () => {
    const path = await hook();
    const send = (at: string, body: string) =>
      world.call({ method: 'POST', path: at, key: null, body, headers: { 'x-signature': sign(raw) } });
    expect((await send(path, `${raw} `)).status).toBe(401);
    expect((await send('/hooks/unknown', raw)).status).toBe(404);
    expect((await send(`/hooks/${'x'.repeat(43)}`, raw)).body.code).toBe('not_found');
    expect(await queued()).toEqual([]);
  });

  it('comes again when it cannot be queued', async () => {
    const path = await hook();
    const queue = process.env.WAKE_QUEUE_URL;
    process.env.WAKE_QUEUE_URL = `${queue}-gone`;
    const answer = await world.call({
      method: 'POST',
      path,
      key: null,
      body: raw,
      headers: { 'x-signature': sign(raw) },
    });
    process.env.WAKE_QUEUE_URL = queue;
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/queue|SQS|gone/i);
  });

  it('finds its old url gone after a rotation', async () => {
    const old = await hook();
    await world.ok({ method: 'POST', path: '/v1/connections/felloh-main/rotate_notification_url' });
    expect(await hook()).not.toBe(old);
    const answer = await world.call({ method: 'POST', path: old, key: null, body: raw });
    expect(answer.status).toBe(404);
  });
});
