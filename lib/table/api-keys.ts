import {
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ApiKey, Scope } from '../keys/api-key.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { apiKeyHashKey, apiKeyKey, organisationKey } from './keys.ts';
import { organisationItem } from './organisations.ts';

/** What authentication needs of a key; an item of its own, found by the key's hash. */
const Identity = z.object({
  org: z.string(),
  keyId: z.string(),
  scopes: z.array(Scope),
  revokedAt: z.exactOptional(z.int()),
});
export type Identity = z.infer<typeof Identity>;

/** Whose key this is, revoked or not; read consistently, so that a key works from the moment it was shown. */
export async function identityOf(table: Table, secret: string): Promise<Identity | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...apiKeyHashKey(secret) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(Identity, fromItem(Item));
}

/**
 * Writes a key, and its organisation where that is new, or nothing. `false`: the very same key is there already.
 * The SDK's own token makes a repeat of a committed transaction harmless.
 */
export async function putApiKey(
  table: Table,
  key: ApiKey,
  secret: string,
  organisation?: Organisation,
): Promise<boolean> {
  const condition = { TableName: table.name, ConditionExpression: 'attribute_not_exists(pk)' };
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { ...condition, Item: identityItem(key, secret) } },
          { Put: { ...condition, Item: toItem({ ...apiKeyKey(key.org, key.id), ...key }) } },
          ...(organisation ? [{ Put: { ...condition, Item: organisationItem(organisation) } }] : []),
        ],
      }),
    );
    return true;
  } catch (error) {
    const [first] = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
    if (first?.Code === 'ConditionalCheckFailed') return false;
    throw error;
  }
}

export async function getApiKey(table: Table, org: string, id: string): Promise<ApiKey | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...apiKeyKey(org, id) }),
      ConsistentRead: true,
    }),
  );
  return Item && z.parse(ApiKey, fromItem(Item));
}

/** All keys of an organisation, revoked ones too, oldest first; an organisation has few. */
export async function listApiKeys(table: Table, org: string): Promise<ApiKey[]> {
  const found: ApiKey[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: toItem({ ':pk': organisationKey(org).pk, ':prefix': 'K#' }),
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    found.push(...(page.Items ?? []).map((item) => z.parse(ApiKey, fromItem(item))));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

/** Revokes a key; again, it changes nothing. First what authentication reads, so that a crash leaves no key alive. */
export async function revokeApiKey(table: Table, key: ApiKey, now: number): Promise<void> {
  for (const Key of [{ pk: key.hashKey, sk: 'K' }, apiKeyKey(key.org, key.id)]) {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem({ ...Key }),
        UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :now)',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: toItem({ ':now': now }),
      }),
    );
  }
}

function identityItem(key: ApiKey, secret: string): Item {
  return toItem({ ...apiKeyHashKey(secret), org: key.org, keyId: key.id, scopes: key.scopes });
}
