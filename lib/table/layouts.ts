import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Layout } from '../batches/model/layout.ts';
import type { Table } from './client.ts';
import { fromItem, refusedBy, toItem } from './items.ts';
import { layoutKey } from './keys.ts';

/** What the header of a batch's file says, read consistently; `undefined`: nobody has read it yet. */
export async function getLayout(table: Table, org: string, batchId: string): Promise<Layout | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...layoutKey(org, batchId) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(Layout, fromItem(Item));
}

/** Keeps it, once: gives what was kept first. */
export async function keepLayout(
  table: Table,
  org: string,
  batchId: string,
  layout: Layout,
): Promise<Layout> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...layoutKey(org, batchId), ...layout }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return layout;
  } catch (error) {
    return z.parse(Layout, refusedBy(error));
  }
}
