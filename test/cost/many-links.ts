import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import { toItem } from '../../lib/table/items.ts';
import { dueKey, linkKey, referenceKey } from '../../lib/table/keys.ts';
import { toLink } from '../../lib/table/links.ts';

type Item = Record<string, AttributeValue>;

const BATCH = 25;
const SIDE_BY_SIDE = 8;

/** The links of a table as they are stored; no more than a few. */
export async function storedLinks(client: DynamoDBClient, table: string): Promise<Item[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return Items.filter(({ sk }) => sk?.S?.startsWith('L#'));
}

/** The local engine's writes grow slower with each record of a stream, and nobody reads those of so many links. */
export async function withoutStream(client: DynamoDBClient, table: string): Promise<void> {
  await client.send(
    new UpdateTableCommand({ TableName: table, StreamSpecification: { StreamEnabled: false } }),
  );
}

/**
 * Writes links straight into the table: copies of stored ones in turn, each with an id, a code and a reference of its
 * own, the first of them `from` seconds older than `now`.
 */
export async function writeLinks(
  client: DynamoDBClient,
  table: string,
  models: readonly Item[],
  { from, to, now }: { from: number; to: number; now: number },
): Promise<void> {
  const batches: Item[][] = [];
  for (let n = from; n < to; n += BATCH) {
    const length = Math.min(BATCH, to - n);
    batches.push(Array.from({ length }, (_, i) => copyOf(models[(n + i) % models.length] ?? {}, n + i, now)));
  }
  const write = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const { UnprocessedItems = {} } = await client.send(
        new BatchWriteItemCommand({
          RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) },
        }),
      );
      if (Object.keys(UnprocessedItems).length) throw new Error('the table did not take them all');
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, write));
}

function copyOf(model: Item, n: number, now: number): Item {
  const { org } = toLink(model);
  const createdAt = now - n * 1000;
  const id = newLinkId(createdAt);
  const reference = referenceOf(n);
  return {
    ...model,
    ...toItem({
      ...linkKey(org, id),
      id,
      code: newSecret(128),
      createdAt,
      reference,
      reference_key: referenceKey(org, reference),
      ...(model.due_key ? { due_key: dueKey(id) } : {}),
    }),
  };
}

/** As long as those that people give. */
export function referenceOf(n: number): string {
  return `INV-${String(n).padStart(5, '0')}`;
}
