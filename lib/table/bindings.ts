import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { fromItem, refusedBy, toItem } from './items.ts';
import { bindingKey } from './keys.ts';

const Binding = z.object({ linkId: z.string() });

/** What identifies a provider link within its connection: its id, else its url. */
export type ProviderLinkName = { id: string } | { url: string };

/**
 * Binds a provider link to ours, once and for all. True also when it was bound to this link before; false when it
 * belongs to another of our links.
 */
export async function bindProviderLink(
  table: Table,
  org: string,
  connection: string,
  name: ProviderLinkName,
  linkId: string,
): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...bindingKey(org, connection, name), linkId }),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    const bound = refusedBy(error);
    return bound !== undefined && z.parse(Binding, bound).linkId === linkId;
  }
}

/** The id of our link that owns a provider link. */
export async function boundLink(
  table: Table,
  org: string,
  connection: string,
  name: ProviderLinkName,
): Promise<string | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...bindingKey(org, connection, name) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(Binding, fromItem(Item)).linkId;
}
