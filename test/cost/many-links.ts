import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { newLinkId, newSecret } from '../../lib/ids.ts';
import { toItem } from '../../lib/table/items.ts';
import { dueKey, linkKey } from '../../lib/table/keys.ts';
import { linkItem, toLink } from '../../lib/table/link-item.ts';
import { varied } from './varied.ts';

type Item = Record<string, AttributeValue>;

const BATCH = 25;
const SIDE_BY_SIDE = 8;

/** The links of a table as they are stored, by their status; no more than a few. */
export async function storedLinks(client: DynamoDBClient, table: string): Promise<Item[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  const links = Items.filter(({ sk }) => sk?.S?.startsWith('L#'));
  return links.sort((a, b) => ((a.status?.S ?? '') < (b.status?.S ?? '') ? -1 : 1));
}

/** The local engine's writes grow slower with each record of a stream, and nobody reads those of so many links. */
export async function withoutStream(client: DynamoDBClient, table: string): Promise<void> {
  await client.send(
    new UpdateTableCommand({ TableName: table, StreamSpecification: { StreamEnabled: false } }),
  );
}

/**
 * Writes links straight into the table: copies of stored ones in turn, each with an id, a code and a reference of its
 * own, and varied as `varied.ts` tells.
 */
export async function writeLinks(
  client: DynamoDBClient,
  table: string,
  models: readonly Item[],
  { from, to, now, copy = variedCopy }: { from: number; to: number; now: number; copy?: Copy },
): Promise<void> {
  const batches: Item[][] = [];
  for (let n = from; n < to; n += BATCH) {
    const length = Math.min(BATCH, to - n);
    batches.push(Array.from({ length }, (_, i) => copy(models[(n + i) % models.length] ?? {}, n + i, now)));
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

type Copy = (model: Item, n: number, now: number) => Item;

/** The same but for what each has of its own: its age, by which it is told, its code; due when the model is. */
export function sameCopy(model: Item, n: number, now: number): Item {
  const createdAt = now - n * 1000;
  const id = newLinkId(createdAt);
  const own = { ...linkKey(toLink(model).org, id), code: newSecret(128), createdAt };
  return { ...model, ...toItem({ ...own, ...(model.due_key ? { due_key: dueKey(id) } : {}) }) };
}

function variedCopy(model: Item, n: number, now: number): Item {
  const link = varied(toLink(model), n, now);
  const id = newLinkId(link.createdAt);
  const { dueAt, ...rest } = link;
  const waits = dueAt !== undefined && link.status === 'active';
  const own = { id, code: newSecret(128), ...(waits ? { dueAt: link.expiresAt } : {}) };
  return linkItem({ ...rest, ...own });
}
