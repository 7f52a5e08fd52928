import {
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Batch } from '../batches/model/batch.ts';
import { NO_SUMS, Sums } from '../batches/model/sums.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, refusedBy, toItem } from './items.ts';
import { batchChildren, batchesPartition, batchKey, contentKey, dueKey, sumsKey } from './keys.ts';
import { putVersion } from './put-version.ts';

/** What begins the name of a sum of money; the currency follows. */
const AMOUNT = 'amount_';

/** One batch, read consistently unless a moment's lag is harmless. */
export async function getBatch(
  table: Table,
  org: string,
  batchId: string,
  { consistent = true }: { consistent?: boolean } = {},
): Promise<Batch | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...batchKey(org, batchId) }),
      ConsistentRead: consistent,
    }),
  );
  return Item && toBatch(Item);
}

/**
 * Writes a batch if it still has the version that was read (`undefined`: if there is none). `false`: another was faster.
 * A committed write whose answer was lost is recognised by its writer.
 */
export async function putBatch(table: Table, batch: Batch, expected: number | undefined): Promise<boolean> {
  return (await putVersion(table, batchItem(batch), expected)).won;
}

/** Batches of an organisation, newest first; one eventually consistent query. `more`: there may be others behind these. */
export async function pageOfBatches(
  table: Table,
  org: string,
  page: { limit: number; after: string | undefined },
): Promise<{ batches: Batch[]; more: boolean }> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :batches)',
      ExpressionAttributeValues: toItem({ ':pk': batchesPartition(org), ':batches': 'B#' }),
      ScanIndexForward: false,
      Limit: page.limit,
      ...(page.after === undefined ? {} : { ExclusiveStartKey: toItem({ ...batchKey(org, page.after) }) }),
    }),
  );
  return { batches: (answer.Items ?? []).map(toBatch), more: answer.LastEvaluatedKey !== undefined };
}

/** What the chunks of a batch have added up to. */
export async function getSums(
  table: Table,
  org: string,
  batchId: string,
  { consistent = true }: { consistent?: boolean } = {},
): Promise<Sums> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...sumsKey(org, batchId) }),
      ConsistentRead: consistent,
    }),
  );
  return Item ? toSums(fromItem(Item)) : NO_SUMS;
}

/** DynamoDB gives at most a hundred items at once. */
const AT_ONCE = 100;
/** What it leaves out under load is asked for again so often. */
const TRIES = 8;

/** The sums of several batches, by batch id; eventually consistent. A batch without a checked chunk has none yet. */
export async function sumsOf(
  table: Table,
  org: string,
  batchIds: readonly string[],
): Promise<Map<string, Sums>> {
  const found = new Map<string, Sums>();
  const prefix = batchChildren(org, '');
  for (let start = 0; start < batchIds.length; start += AT_ONCE) {
    let keys: Item[] = batchIds.slice(start, start + AT_ONCE).map((id) => toItem({ ...sumsKey(org, id) }));
    for (let attempt = 0; keys.length > 0; attempt++) {
      if (attempt === TRIES) throw new Error('the table does not give all sums that were asked for');
      const answer = await table.client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys: keys } } }),
      );
      for (const item of answer.Responses?.[table.name] ?? []) {
        const stored = fromItem(item);
        found.set(String(stored.pk).slice(prefix.length), toSums(stored));
      }
      keys = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return found;
}

/** Name of the attribute in which a currency's money is summed. */
export function amountName(currency: string): string {
  return `${AMOUNT}${currency}`;
}

function toSums(stored: Record<string, unknown>): Sums {
  const amounts = Object.entries(stored).flatMap(([name, value]) =>
    name.startsWith(AMOUNT) ? [[name.slice(AMOUNT.length), value]] : [],
  );
  return z.parse(Sums, { ...NO_SUMS, ...stored, amounts: Object.fromEntries(amounts) });
}

/** A file's content was taken by a batch. */
const Seal = z.object({ batchId: z.string(), until: z.int() });

/** The batch that has taken this content and not long ago; `except` is the one that asks. */
export async function sealedBy(
  table: Table,
  org: string,
  content: string,
  { now, except }: { now: number; except: string },
): Promise<string | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...contentKey(org, content) }),
      ConsistentRead: true,
    }),
  );
  if (!Item) return undefined;
  const { batchId, until } = z.parse(Seal, fromItem(Item));
  return until > now && batchId !== except ? batchId : undefined;
}

/** Takes a content for a batch until then; `false`: another has it. `force` takes it all the same. */
export async function sealContent(
  table: Table,
  org: string,
  content: string,
  { batchId, now, until, force }: { batchId: string; now: number; until: number; force: boolean },
): Promise<boolean> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...contentKey(org, content), batchId, until, ttl: Math.ceil(until / 1000) }),
        ...(force
          ? {}
          : {
              ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now OR batchId = :batch',
              ExpressionAttributeNames: { '#until': 'until' },
              ExpressionAttributeValues: toItem({ ':now': now, ':batch': batchId }),
            }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return true;
  } catch (error) {
    refusedBy(error);
    return false;
  }
}

/** Gives a content back that its batch did not use after all. */
export async function unsealContent(
  table: Table,
  org: string,
  content: string,
  batchId: string,
): Promise<void> {
  try {
    await table.client.send(
      new DeleteItemCommand({
        TableName: table.name,
        Key: toItem({ ...contentKey(org, content) }),
        ConditionExpression: 'batchId = :batch',
        ExpressionAttributeValues: toItem({ ':batch': batchId }),
      }),
    );
  } catch (error) {
    refusedBy(error);
  }
}

/** A batch as it stands in the table or in an image of the stream. */
export function toBatch(item: Item): Batch {
  const { due_at, ...rest } = fromItem(item);
  return z.parse(Batch, due_at === undefined ? rest : { ...rest, dueAt: due_at });
}

function batchItem({ dueAt, ...batch }: Batch): Item {
  return toItem({
    ...batchKey(batch.org, batch.id),
    ...batch,
    ...(dueAt === undefined ? {} : { due_key: dueKey(batch.id), due_at: dueAt }),
  });
}
