import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Delivery } from '../webhooks/model/delivery.ts';
import { KEPT_MS } from '../webhooks/model/tries.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, refusedBy, toItem } from './items.ts';
import { deliveriesPartition, deliveryDueKey, deliveryKey } from './keys.ts';
import { putVersion } from './put-version.ts';

/** One delivery, read consistently. */
export async function getDelivery(
  table: Table,
  org: string,
  endpoint: string,
  id: string,
): Promise<Delivery | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...deliveryKey(org, endpoint, id) }),
      ConsistentRead: true,
    }),
  );
  return Item && toDelivery(Item);
}

/** Keeps a new delivery, once; again, it changes nothing. `false`: it was there. */
export async function putNewDelivery(table: Table, delivery: Delivery): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: deliveryItem(delivery),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return true;
  } catch (error) {
    refusedBy(error);
    return false;
  }
}

/** Writes over the version that was read. `false`: somebody else was faster. */
export async function replaceDelivery(table: Table, delivery: Delivery, before: Delivery): Promise<boolean> {
  return (await putVersion(table, deliveryItem(delivery), before.version)).won;
}

/** A part of an endpoint's deliveries, by the time of their events. */
export interface DeliveryRange {
  /** Ids of deliveries, or their first characters, both inclusive. */
  from: string;
  to: string;
  order: 'newest' | 'oldest';
  /** Most that are looked at. */
  limit: number;
  /** Id of the last one before. */
  after: string | undefined;
}

/** One page; `more`: there may be others behind it. Eventually consistent. */
export async function pageOfDeliveries(
  table: Table,
  org: string,
  endpoint: string,
  { from, to, order, limit, after }: DeliveryRange,
): Promise<{ deliveries: Delivery[]; more: boolean }> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: toItem({
        ':pk': deliveriesPartition(org, endpoint),
        ':from': `D#${from}`,
        ':to': `D#${to}`,
      }),
      ScanIndexForward: order === 'oldest',
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: toItem({ ...deliveryKey(org, endpoint, after) }) }),
    }),
  );
  return { deliveries: Items.map(toDelivery), more: LastEvaluatedKey !== undefined };
}

function toDelivery(item: Item): Delivery {
  const { due_at, ...rest } = fromItem(item);
  return z.parse(Delivery, due_at === undefined ? rest : { ...rest, dueAt: due_at });
}

/** The index key stands only while it waits, and the table forgets it some time after its end. */
function deliveryItem({ dueAt, ...delivery }: Delivery): Item {
  const { org, endpoint, id, endedAt } = delivery;
  return toItem({
    ...deliveryKey(org, endpoint, id),
    ...delivery,
    ...(dueAt === undefined ? {} : { due_key: deliveryDueKey(`${endpoint} ${id}`), due_at: dueAt }),
    ...(endedAt === undefined ? {} : { ttl: Math.ceil((endedAt + KEPT_MS) / 1000) }),
  });
}
