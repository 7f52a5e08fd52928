import { BatchGetItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
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

/** As much as one request may ask for. */
const MOST_KEYS = 100;

/**
 * The ids of our links that own these provider links, in the same order; undefined: it is none of ours. Consistent, so
 * that a link which was made just now is not taken for a stranger.
 */
export async function boundLinks(
  table: Table,
  org: string,
  connection: string,
  names: readonly ProviderLinkName[],
): Promise<(string | undefined)[]> {
  const keys = names.map((name) => bindingKey(org, connection, name));
  // A key that stands twice in one request is refused.
  const distinct = [...new Map(keys.map((key) => [key.pk, toItem({ ...key })])).values()];
  const found = new Map<string, string>();
  for (let from = 0; from < distinct.length; from += MOST_KEYS) {
    let left = distinct.slice(from, from + MOST_KEYS);
    while (left.length > 0) {
      const { Responses, UnprocessedKeys } = await table.client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: left, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table.name] ?? []) {
        const { pk, linkId } = z.parse(BoundItem, fromItem(item));
        found.set(pk, linkId);
      }
      left = UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return keys.map(({ pk }) => found.get(pk));
}

const BoundItem = z.extend(Binding, { pk: z.string() });
