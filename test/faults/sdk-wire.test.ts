import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Call, Fate } from './proxy.ts';
import { type Servers, startServers } from './servers.ts';

const TABLE = 'wired';

let servers: Servers;
let client: DynamoDBClient;
let fate: (call: Call) => Fate;
let died: Call | undefined;

beforeAll(async () => {
  servers = await startServers();
  await servers.createTable(TABLE);
});

beforeEach(() => {
  fate = () => 'pass';
  died = undefined;
  const gate = servers.sdk.openGate(
    { dynamodb: servers.urls.dynamodb },
    (call) => fate(call),
    (call) => {
      died = call;
    },
  );
  client = new DynamoDBClient({ endpoint: gate.urls.dynamodb ?? '' });
});

afterAll(() => servers?.close());

const put = (name: string, more: object = {}) =>
  new PutItemCommand({
    TableName: TABLE,
    Item: { pk: { S: name }, sk: { S: name }, ...more },
    ConditionExpression: 'attribute_not_exists(pk)',
  });

const due = (partition: string, now: number) =>
  new QueryCommand({
    TableName: TABLE,
    IndexName: 'due',
    KeyConditionExpression: 'due_key = :partition AND due_at <= :now',
    ExpressionAttributeValues: { ':partition': { S: partition }, ':now': { N: `${now}` } },
    Limit: 2,
  });

it('answers a tick’s queries as the engine does, each of them seen', async () => {
  for (const [index, at] of [5, 3, 4, 9].entries()) {
    await client.send(put(`one-${index}`, { due_key: { S: 'D#01' }, due_at: { N: `${at}` } }));
  }
  await client.send(put('two', { due_key: { S: 'D#02' }, due_at: { N: '8' } }));
  const partitions = ['D#00', 'D#01', 'D#02', 'D#03'];
  const seen: string[] = [];
  fate = ({ operation }) => {
    seen.push(operation);
    return 'pass';
  };
  for (const now of [2, 4, 8, 9]) {
    const through = await Promise.all(partitions.map((one) => client.send(due(one, now))));
    const direct = await Promise.all(partitions.map((one) => servers.dynamodb.send(due(one, now))));
    const said = (answers: typeof direct) =>
      answers.map(({ Items, Count, ScannedCount, LastEvaluatedKey }) => [
        Items,
        Count,
        ScannedCount,
        LastEvaluatedKey,
      ]);
    expect(said(through), `due by ${now}`).toEqual(said(direct));
  }
  expect(seen).toEqual(Array.from({ length: 16 }, () => 'Query due'));
});

it('gives whoever alters an answer the same bytes each time', async () => {
  const found: unknown[] = [];
  fate = () => ({
    answer: async (_call, forward) => {
      const answer = await forward();
      found.push(JSON.parse(answer.body.toString('utf8')).Count);
      return answer;
    },
  });
  for (let time = 0; time < 2; time++)
    await Promise.all(['D#30', 'D#31'].map((one) => client.send(due(one, 1))));
  expect(found).toEqual([0, 0, 0, 0]);
});

it('lets the client repeat a call whose answer was lost, and meet what it has done itself', async () => {
  const bodies: string[] = [];
  fate = ({ body }) => (bodies.push(body) === 1 ? 'lose-answer' : 'pass');
  await expect(client.send(put('lost'))).rejects.toThrow('The conditional request failed');
  expect(bodies[1]).toBe(bodies[0]);
});

it.each(['dead-before', 'dead-after'] as const)('settles nothing for whoever is %s', async (death) => {
  fate = () => death;
  let settled = false;
  const settle = () => {
    settled = true;
  };
  client.send(put(death)).then(settle, settle);
  await expect.poll(() => died?.operation).toBe('PutItem');
  client.send(put(`${death}, again`)).then(settle, settle);
  const answer = servers.dynamodb.send(put(death));
  await (death === 'dead-after' ? expect(answer).rejects.toThrow('The conditional request failed') : answer);
  expect(settled).toBe(false);
});

it('counts what may have written, from wherever it came', async () => {
  const before = servers.sdk.writes();
  await client.send(due('D#00', 1));
  expect(servers.sdk.writes()).toBe(before);
  await client.send(put('counted'));
  await servers.dynamodb.send(put('counted directly'));
  expect(servers.sdk.writes()).toBe(before + 2);
});

it('ends at an abort', async () => {
  fate = () => ({ answer: () => new Promise(() => {}) });
  const abortSignal = AbortSignal.timeout(5);
  await expect(client.send(put('aborted'), { abortSignal })).rejects.toMatchObject({ name: 'AbortError' });
});
