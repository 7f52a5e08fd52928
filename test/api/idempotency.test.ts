import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toItem } from '../../lib/table/items.ts';
import { idempotencyKey } from '../../lib/table/keys.ts';
import { aBody, startWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const create = (key: string, body: unknown = aBody) =>
  world.call({ method: 'POST', path: '/v1/links', body, headers: { 'idempotency-key': key } });
const made = () => world.felloh.ledger().length;

function entry(key: string) {
  return toItem({ ...idempotencyKey(world.organisation.id, 'POST', '/v1/links', key) });
}

async function age(key: string, changes: Record<string, number>): Promise<void> {
  await world.table.client.send(
    new UpdateItemCommand({
      TableName: world.table.name,
      Key: entry(key),
      UpdateExpression: `SET ${Object.keys(changes)
        .map((name) => `#${name} = :${name}`)
        .join(', ')}${'leaseUntil' in changes ? ' REMOVE answer' : ''}`,
      ExpressionAttributeNames: Object.fromEntries(Object.keys(changes).map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: toItem(
        Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value])),
      ),
    }),
  );
}

describe('one Idempotency-Key', () => {
  it('gives the first answer again, byte for byte, whatever the order of the members', async () => {
    const first = await create('again');
    const links = made();
    const { customer, ...rest } = aBody;
    const second = await create('again', { customer, ...rest });
    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.headers.etag).toBe(first.headers.etag);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(made()).toBe(links);
  });

  it('makes one link of twenty requests at once', async () => {
    const links = made();
    const answers = await Promise.all(Array.from({ length: 20 }, () => create('twenty')));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([201, 409]);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body.code).toBe('idempotency_in_progress');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    const texts = answers.filter(({ status }) => status === 201).map(({ text }) => text);
    expect(new Set([...texts, (await create('twenty')).text]).size).toBe(1);
    expect(made()).toBe(links + 1);
  });

  it('is refused for another body, another link and another query', async () => {
    await create('other');
    const other = await create('other', { ...aBody, amount: 1 });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('stays free after a validation error', async () => {
    expect((await create('free', { ...aBody, connection: 'no-such' })).status).toBe(422);
    expect((await create('free', { ...aBody, amount: 0 })).status).toBe(422);
    expect((await create('free')).status).toBe(201);
  });

  it('tries the same link again at once after a passing failure', async () => {
    world.felloh.fail({ operation: 'create', kind: 'status', status: 429, retry_after: 7 });
    const limited = await create('passing');
    expect([limited.status, limited.body.code, limited.headers['retry-after']]).toEqual([
      429,
      'rate_limited',
      '7',
    ]);
    const again = await create('passing');
    expect(again.status, again.text).toBe(201);
    expect(again.body.id).toBe(limited.body.link_id);
    expect(again.headers['idempotency-replayed']).toBeUndefined();
  });

  it('keeps a refusal of the provider, which names its failed link', async () => {
    world.felloh.fail({ operation: 'create', kind: 'status', status: 422 });
    const refused = await create('refused');
    expect([refused.status, refused.body.code]).toEqual([422, 'provider_rejected']);
    const again = await create('refused');
    expect(again.text).toBe(refused.text);
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('goes on with the same link when its first owner died', async () => {
    const first = await create('dead');
    await age('dead', { leaseUntil: Date.now() + 30_000 });
    expect((await create('dead')).body.code).toBe('idempotency_in_progress');
    await age('dead', { leaseUntil: Date.now() - 1 });
    const links = made();
    const second = await create('dead');
    expect(second.status).toBe(201);
    expect(second.body.id).toBe(first.body.id);
    expect(made()).toBe(links);
  });

  it('is forgotten after seven days, whether the table has removed it or not', async () => {
    const first = await create('old');
    await age('old', { ttl: Math.floor(Date.now() / 1000) - 1 });
    const second = await create('old', { ...aBody, amount: 1 });
    expect(second.status).toBe(201);
    expect(second.body.id).not.toBe(first.body.id);
  });

  it.each(['', ' ', 'a b', 'é', 'x'.repeat(256)])('is refused when it is "%s"', async (key) => {
    const answer = await create(key);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/header/idempotency-key']);
  });

  it('belongs to its organisation', async () => {
    const { adminKey } = await world.otherOrganisation();
    const mine = await create('ours');
    const theirs = await world.call({
      method: 'POST',
      path: '/v1/links',
      key: adminKey.key,
      body: aBody,
      headers: { 'idempotency-key': 'ours' },
    });
    expect(theirs.body.errors).toMatchObject([{ pointer: '/connection', code: 'required' }]);
    expect(mine.status).toBe(201);
  });

  it('keeps an answer that holds a secret under the caller alone', async () => {
    const request = {
      method: 'POST',
      path: '/v1/api_keys',
      body: { scopes: ['admin'] },
      headers: { 'idempotency-key': 'a-key' },
    };
    const first = await world.ok(request);
    expect((await world.ok(request)).text).toBe(first.text);
    const other = await world.call({ ...request, key: first.body.key });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const { Item } = await world.table.client.send(
      new GetItemCommand({
        TableName: world.table.name,
        Key: toItem({ ...idempotencyKey(world.organisation.id, 'POST', '/v1/api_keys', 'a-key') }),
      }),
    );
    expect(Item?.answer?.B?.[0]).toBe(1);
  });

  it('sends once', async () => {
    const { body: link } = await create('to-send');
    const request = {
      method: 'POST',
      path: `/v1/links/${link.id}/send`,
      headers: { 'idempotency-key': 'send-1' },
    };
    const first = await world.ok(request);
    const second = await world.ok(request);
    expect(second.text).toBe(first.text);
    const messages = await world.ok({ method: 'GET', path: `/v1/links/${link.id}/messages` });
    expect(messages.body.data).toHaveLength(2);
  });
});
