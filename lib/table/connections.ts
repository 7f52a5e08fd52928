import {
  ConditionalCheckFailedException,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Connection } from '../connections/connection.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { connectionKey, hookKey, organisationKey } from './keys.ts';
import { putVersion } from './put-version.ts';

/** One connection, retired ones too; read consistently. */
export async function getConnection(table: Table, org: string, id: string): Promise<Connection | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...connectionKey(org, id) }),
      ConsistentRead: true,
    }),
  );
  return Item && toConnection(Item);
}

/** All connections of an organisation, retired ones too, by id; an organisation has few. */
export async function listConnections(table: Table, org: string): Promise<Connection[]> {
  const found: Connection[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: toItem({ ':pk': organisationKey(org).pk, ':prefix': 'C#' }),
        ConsistentRead: true,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    found.push(...(page.Items ?? []).map(toConnection));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

/** Writes a new connection and its notification token. `false`: one of that id was there first. */
export async function putNewConnection(table: Table, connection: Connection): Promise<boolean> {
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          {
            Put: {
              TableName: table.name,
              Item: connectionItem(connection),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
          { Put: { TableName: table.name, Item: hookItem(connection) } },
        ],
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return (await getConnection(table, connection.org, connection.id))?.writer === connection.writer;
  }
}

/** Writes a connection over the version that was read, unless a first link has come in between. `false`: not written. */
export async function replaceConnection(
  table: Table,
  connection: Connection,
  before: Connection,
): Promise<boolean> {
  const unusedStill = before.usedAt === undefined ? 'attribute_not_exists(usedAt)' : undefined;
  return (await putVersion(table, connectionItem(connection), before.version, unusedStill)).won;
}

/** The first link is about to be made through this version of it. `false`: it has been changed in between. */
export async function markUsed(table: Table, connection: Connection, now: number): Promise<boolean> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem({ ...connectionKey(connection.org, connection.id) }),
        UpdateExpression: 'SET usedAt = if_not_exists(usedAt, :now)',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: toItem({ ':now': now, ':version': connection.version }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Gives a connection a new notification token; the old one is gone at once. `false`: it has been changed in between. */
export async function moveHook(table: Table, connection: Connection, before: Connection): Promise<boolean> {
  try {
    await table.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: table.name, Item: hookItem(connection) } },
          { Delete: { TableName: table.name, Key: toItem({ ...hookKey(before.hookToken) }) } },
          {
            Update: {
              TableName: table.name,
              Key: toItem({ ...connectionKey(connection.org, connection.id) }),
              UpdateExpression:
                'SET hookToken = :token, version = :after, writer = :writer, updatedAt = :updatedAt',
              ConditionExpression: 'version = :before',
              ExpressionAttributeValues: toItem({
                ':token': connection.hookToken,
                ':before': before.version,
                ':after': connection.version,
                ':writer': connection.writer,
                ':updatedAt': connection.updatedAt,
              }),
            },
          },
        ],
      }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    return (await getConnection(table, connection.org, connection.id))?.writer === connection.writer;
  }
}

function toConnection(item: Item): Connection {
  return z.parse(Connection, fromItem(item));
}

function connectionItem(connection: Connection): Item {
  return toItem({ ...connectionKey(connection.org, connection.id), ...connection });
}

function hookItem({ org, id, hookToken }: Connection): Item {
  return toItem({ ...hookKey(hookToken), org, connection: id });
}
