import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDynamoDb } from '../../local/dynamodb.ts';
import { openGate } from '../faults/proxy.ts';
import { itemSize, type WireItem } from './item-size.ts';
import { counted } from './meter.ts';

// What the table's own figures must be is DynamoDB's documentation's: "Managing global secondary indexes" on writes and
// "Read and write capacity" on all else. Were the local engine wrong, every price in docs/costs.md would be.

let client: DynamoDBClient;
let close: () => Promise<void>;
let spent = { reads: 0, writes: 0 };

beforeAll(async () => {
  const engine = await startDynamoDb();
  const gate = await openGate(
    { dynamodb: engine.url },
    () => ({
      answer: async (call, forward) => {
        const { answer, reads, writes } = await counted(call.body, call.operation, forward);
        spent = { reads, writes };
        return answer;
      },
    }),
    () => {},
  );
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new DynamoDBClient({ endpoint: gate.urls.dynamodb ?? '', region: 'eu-west-2', credentials });
  await client.send(
    new CreateTableCommand({
      TableName: 'metered',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'due_key', AttributeType: 'S' },
        { AttributeName: 'due_at', AttributeType: 'N' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'due_key', KeyType: 'HASH' },
            { AttributeName: 'due_at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  close = async () => {
    client.destroy();
    await gate.close();
    await engine.close();
  };
});

afterAll(() => close?.());

const key = { pk: { S: 'p' }, sk: { S: 's' } };
const due = (at: number) => ({ due_key: { S: 'D#00' }, due_at: { N: `${at}` } });
const text = (length: number) => ({ text: { S: 'x'.repeat(length) } });

async function put(item: WireItem, options: Partial<PutItemCommandInput> = {}): Promise<number> {
  const Item = Object.fromEntries(Object.entries({ ...key, ...item }));
  await client.send(
    new PutItemCommand({ TableName: 'metered', Item: Item as PutItemCommandInput['Item'], ...options }),
  );
  return spent.writes;
}

it('a write costs its KB, of the larger item of before and after, and each entry of an index that comes or goes', async () => {
  expect(await put(text(10)), 'new').toBe(1);
  expect(await put(text(2000)), 'it grows').toBe(2);
  expect(await put(text(10)), 'it shrinks').toBe(2);
  expect(await put({ ...text(10), ...due(1) }), 'an entry comes').toBe(2);
  expect(await put({ ...text(11), ...due(1) }), 'its entry stays').toBe(1);
  expect(await put({ ...text(2000), ...due(1) }), 'it grows and its entry stays').toBe(2);
  expect(await put({ ...text(10), ...due(2) }), 'its entry moves').toBe(4);
  expect(await put(text(10)), 'its entry goes').toBe(2);
});

it('a refused write costs the KB of the larger item', async () => {
  await put(text(3000));
  const refused = (length: number) =>
    put(text(length), {
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }).then(
      () => 'written',
      () => spent.writes,
    );
  expect(await refused(10)).toBe(3);
  expect(await refused(5000)).toBe(5);
});

it('a read costs its 4 KB, half when it is eventually consistent, and something also when nothing is found', async () => {
  const cost = async (command: GetItemCommand | QueryCommand) => {
    await (command instanceof GetItemCommand ? client.send(command) : client.send(command));
    return spent.reads;
  };
  const get = (pk: string, ConsistentRead: boolean) =>
    cost(new GetItemCommand({ TableName: 'metered', Key: { ...key, pk: { S: pk } }, ConsistentRead }));
  const query = (pk: string, ConsistentRead = false) =>
    cost(
      new QueryCommand({
        TableName: 'metered',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead,
      }),
    );
  await put(text(5000));
  expect(await get('p', true)).toBe(2);
  expect(await get('p', false)).toBe(1);
  expect(await get('nobody', true)).toBe(1);
  for (let n = 0; n < 10; n++) await put({ pk: { S: 'ten' }, sk: { S: `${n}` }, ...text(700), ...due(n) });
  expect(await query('ten'), 'sizes are added up before they are rounded').toBe(1);
  expect(await query('ten', true)).toBe(2);
  expect(await query('nobody')).toBe(0.5);
  const index = (due_key: string) =>
    cost(
      new QueryCommand({
        TableName: 'metered',
        IndexName: 'due',
        KeyConditionExpression: 'due_key = :key',
        ExpressionAttributeValues: { ':key': { S: due_key } },
      }),
    );
  expect([await index('D#00'), await index('D#01')]).toEqual([0.5, 0.5]);
});

it('an item of 1,024 bytes costs one unit and one of 1,025 two, whatever is in it', async () => {
  const values: WireItem = {
    text: { S: 'Ada Büron' },
    instant: { N: '1772445600000' },
    uneven: { N: '177244561234' },
    small: { N: '7' },
    yes: { BOOL: true },
    none: { L: [] },
    list: { L: [{ S: 'sms' }, { M: { id: { S: 'M1' }, until: { N: '12' } } }] },
    map: { M: { by: { S: 'timer' }, deep: { M: {} } } },
    bytes: { B: Buffer.from('bytes').toString('base64') },
  };
  for (const [name, value] of Object.entries(values)) {
    const item = { sk: { S: name }, [name]: value };
    const left = 1024 - itemSize({ ...key, ...item, pad: { S: '' } });
    const sent = name === 'bytes' ? { ...item, bytes: { B: Buffer.from('bytes') } } : item;
    const padded = (length: number) => put({ ...sent, pad: { S: 'x'.repeat(length) } } as WireItem);
    expect([await padded(left), await padded(left + 1)], name).toEqual([1, 2]);
  }
});
