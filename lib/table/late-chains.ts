import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { lateChainKey } from './keys.ts';
import { ID_BEFORE_LINK_MS } from './link-lists.ts';

/** A chain of batches that goes on long after its first confirmation, of which the ids of all its links tell. */
const LateChain = z.object({ firstAt: z.int(), lastAt: z.int() });

/** Notes that a chain was confirmed once more, before any link comes of it. Done twice, it says the same. */
export async function noteLateChain(
  table: Table,
  org: string,
  root: string,
  chain: z.infer<typeof LateChain>,
): Promise<void> {
  await table.client.send(
    new PutItemCommand({ TableName: table.name, Item: toItem({ ...lateChainKey(org, root), ...chain }) }),
  );
}

/** From which instant on the ids may be of links that were created from `from` on: the same, unless late chains have made some. */
export async function idsSince(table: Table, org: string, from: number): Promise<number> {
  const { pk, sk } = lateChainKey(org, '');
  let since = from;
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :chains)',
        ExpressionAttributeValues: toItem({ ':pk': pk, ':chains': sk }),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    for (const item of page.Items ?? []) {
      const { firstAt, lastAt } = z.parse(LateChain, fromItem(item));
      if (lastAt + ID_BEFORE_LINK_MS >= from) since = Math.min(since, firstAt);
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return since;
}
