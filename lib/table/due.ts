import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Table } from './client.ts';
import { fromItem, refusedBy, toItem } from './items.ts';
import {
  batchKey,
  batchOfKey,
  chunkKey,
  chunkOfKey,
  deliveryKey,
  deliveryOfKey,
  exportKey,
  exportOfKey,
  type Key,
  linkKey,
  linkOfKey,
  sweepKey,
  sweepOfKey,
} from './keys.ts';

/** Something that waits: a link, a connection's sweep, a batch or a chunk of one, an export, a delivery. */
export type DueItem =
  | { kind: 'link'; org: string; id: string }
  | { kind: 'sweep'; org: string; connection: string }
  | { kind: 'batch'; org: string; batchId: string }
  | { kind: 'chunk'; org: string; batchId: string; number: number }
  | { kind: 'export'; org: string; exportId: string }
  | { kind: 'delivery'; org: string; endpoint: string; id: string };

/** How long what this version cannot work off keeps away from what it can. */
export const PUT_OFF_MS = 3_600_000;

/**
 * What is due in one partition of the `due` index, the longest waiting first. `unknown`: what this version does not know by
 * its key; it counts towards the limit, and must be put off.
 */
export async function dueItems(
  table: Table,
  partition: string,
  now: number,
  limit: number,
): Promise<{ due: DueItem[]; unknown: Key[] }> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'due',
      KeyConditionExpression: 'due_key = :partition AND due_at <= :now',
      ExpressionAttributeValues: toItem({ ':partition': partition, ':now': now }),
      Limit: limit,
    }),
  );
  const keys = Items.map((item) => z.parse(IndexEntry, fromItem(item)));
  const found = keys.map((key) => ({ key, item: dueItem(key) }));
  return {
    due: found.flatMap(({ item }) => item ?? []),
    unknown: found.flatMap(({ key, item }) => (item ? [] : [key])),
  };
}

/**
 * Moves the timer of an item that cannot be read to an hour from now, if it is due still; nothing else of it is touched. It
 * comes again, so a version that can read it goes on with it. `false`: it is not due any more, or not there.
 */
export async function putOff(table: Table, { pk, sk }: Key, now: number): Promise<boolean> {
  try {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: toItem({ pk, sk }),
        UpdateExpression: 'SET due_at = :later',
        ConditionExpression: 'due_at <= :now',
        ExpressionAttributeValues: toItem({ ':later': now + PUT_OFF_MS, ':now': now }),
      }),
    );
    return true;
  } catch (error) {
    refusedBy(error);
    return false;
  }
}

/** The item itself is at fault: this version cannot parse it, or the table will not take it. Trying again soon changes nothing. */
export function isUnworkable(error: unknown): boolean {
  return (
    error instanceof z.core.$ZodError || (error instanceof Error && error.name === 'ValidationException')
  );
}

const IndexEntry = z.object({ pk: z.string(), sk: z.string() }) satisfies z.ZodMiniType<Key>;

/** Printable, as a queue's message and its group may be. */
const NAME = /^[!-~]{1,128}$/;

/** Only what is found again by what it is called: an item elsewhere could never be read, and so never be moved. */
function dueItem(key: Key): DueItem | undefined {
  const link = linkOfKey(key);
  if (link && isNamed(link) && isSame(linkKey(link.org, link.id), key)) return { kind: 'link', ...link };
  const sweep = sweepOfKey(key);
  if (sweep && isNamed(sweep) && isSame(sweepKey(sweep.org, sweep.connection), key))
    return { kind: 'sweep', ...sweep };
  const batch = batchOfKey(key);
  if (batch && isNamed(batch) && isSame(batchKey(batch.org, batch.batchId), key))
    return { kind: 'batch', ...batch };
  const chunk = chunkOfKey(key);
  if (chunk && isNamed(chunk) && isSame(chunkKey(chunk.org, chunk.batchId, chunk.number), key))
    return { kind: 'chunk', ...chunk };
  const exported = exportOfKey(key);
  if (exported && isNamed(exported) && isSame(exportKey(exported.org, exported.exportId), key))
    return { kind: 'export', ...exported };
  const delivery = deliveryOfKey(key);
  if (delivery && isNamed(delivery) && isSame(deliveryKey(delivery.org, delivery.endpoint, delivery.id), key))
    return { kind: 'delivery', ...delivery };
  return undefined;
}

function isNamed(names: Readonly<Record<string, string | number>>): boolean {
  return Object.values(names).every((name) => NAME.test(String(name)));
}

function isSame(one: Key, other: Key): boolean {
  return one.pk === other.pk && one.sk === other.sk;
}
