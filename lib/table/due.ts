import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { fromItem, toItem } from './items.ts';
import { batchOfKey, chunkOfKey, type Key, linkOfKey, sweepOfKey } from './keys.ts';

/** Something that waits: a link, a connection's sweep, a batch or a chunk of one. */
export type DueItem =
  | { kind: 'link'; org: string; id: string }
  | { kind: 'sweep'; org: string; connection: string }
  | { kind: 'batch'; org: string; batchId: string }
  | { kind: 'chunk'; org: string; batchId: string; number: number };

/** What is due in one partition of the `due` index, the longest waiting first. */
export async function dueItems(
  table: Table,
  partition: string,
  now: number,
  limit: number,
): Promise<DueItem[]> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'due',
      KeyConditionExpression: 'due_key = :partition AND due_at <= :now',
      ExpressionAttributeValues: toItem({ ':partition': partition, ':now': now }),
      Limit: limit,
    }),
  );
  return Items.flatMap((item) => dueItem(z.parse(IndexEntry, fromItem(item))) ?? []);
}

const IndexEntry = z.object({ pk: z.string(), sk: z.string() }) satisfies z.ZodMiniType<Key>;

function dueItem(key: Key): DueItem | undefined {
  const link = linkOfKey(key);
  if (link) return { kind: 'link', ...link };
  const sweep = sweepOfKey(key);
  if (sweep) return { kind: 'sweep', ...sweep };
  const batch = batchOfKey(key);
  if (batch) return { kind: 'batch', ...batch };
  const chunk = chunkOfKey(key);
  return chunk && { kind: 'chunk', ...chunk };
}
