import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { fromItem, toItem } from './items.ts';
import { hookKey } from './keys.ts';

const Hook = z.object({ org: z.string(), connection: z.string() });
type Hook = z.infer<typeof Hook>;

/** Whose notification url ends in this token. Written with its connection: `lib/table/connections.ts`. */
export async function getHook(table: Table, token: string): Promise<Hook | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ ...hookKey(token) }), ConsistentRead: true }),
  );
  return Item && z.parse(Hook, fromItem(Item));
}
