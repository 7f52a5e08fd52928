import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type Update,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Chunk } from '../batches/model/chunk.ts';
import type { Addition } from '../batches/model/sums.ts';
import { pause } from '../clock.ts';
import { amountName } from './batches.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, refusedBy, toItem } from './items.ts';
import { batchChildren, chunkKey, dueKey, sumsKey } from './keys.ts';

/** One chunk, read consistently. */
export async function getChunk(
  table: Table,
  org: string,
  batchId: string,
  number: number,
): Promise<Chunk | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...chunkKey(org, batchId, number) }),
      ConsistentRead: true,
    }),
  );
  return Item && toChunk(Item);
}

/** The chunks of a batch in the order of the file, read consistently, page by page. */
export async function* chunksOf(
  table: Table,
  org: string,
  batchId: string,
  { after = 0 }: { after?: number } = {},
): AsyncGenerator<Chunk> {
  let start: Item | undefined = after > 0 ? toItem({ ...chunkKey(org, batchId, after) }) : undefined;
  do {
    const page = await queryChunks(table, org, batchId, start ? { ExclusiveStartKey: start } : {});
    yield* (page.Items ?? []).map(toChunk);
    start = page.LastEvaluatedKey;
  } while (start);
}

/** So many chunks from this number on, in the order of the file; one consistent query. */
export async function someChunks(
  table: Table,
  org: string,
  batchId: string,
  { from, limit }: { from: number; limit: number },
): Promise<Chunk[]> {
  const start = from > 1 ? { ExclusiveStartKey: toItem({ ...chunkKey(org, batchId, from - 1) }) } : {};
  const { Items = [] } = await queryChunks(table, org, batchId, { Limit: limit, ...start });
  return Items.map(toChunk);
}

/** The chunk that the scan has put last: it goes on behind it. */
export async function lastChunk(table: Table, org: string, batchId: string): Promise<Chunk | undefined> {
  const { Items } = await queryChunks(table, org, batchId, { ScanIndexForward: false, Limit: 1 });
  return Items?.[0] && toChunk(Items[0]);
}

function queryChunks(
  table: Table,
  org: string,
  batchId: string,
  page: { ExclusiveStartKey?: Item; ScanIndexForward?: boolean; Limit?: number },
) {
  return table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :chunks)',
      ExpressionAttributeValues: toItem({ ':pk': batchChildren(org, batchId), ':chunks': 'C#' }),
      ConsistentRead: true,
      ...page,
    }),
  );
}

/**
 * Writes a chunk if it still has the version that was read (`undefined`: if there is none), and with it, in one transaction, what
 * it adds to its batch's sums. `false`: another was faster, and nothing was added.
 */
export async function putChunk(
  table: Table,
  chunk: Chunk,
  expected: number | undefined,
  addition?: Addition,
): Promise<boolean> {
  const put = {
    TableName: table.name,
    Item: chunkItem(chunk),
    ...(expected === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'version = :expected',
          ExpressionAttributeValues: toItem({ ':expected': expected }),
        }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  const update = addition && additionOf(table, chunk, addition);
  for (let attempt = 1; ; attempt++) {
    try {
      if (!update) await table.client.send(new PutItemCommand(put));
      else
        await table.client.send(
          new TransactWriteItemsCommand({ TransactItems: [{ Put: put }, { Update: update }] }),
        );
      return true;
    } catch (error) {
      // Chunks of one batch add to the same sums: who met another's transaction tries again at once.
      if (isConflict(error) && attempt < CONFLICTS) await pause(Math.random() * attempt * CONFLICT_MS);
      else return refusedInTransaction(error)?.writer === chunk.writer;
    }
  }
}

/** Transactions on one item that meet each other are cancelled, all but one. */
const CONFLICTS = 10;
const CONFLICT_MS = 40;

function isConflict(error: unknown): boolean {
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === 'TransactionConflict') &&
    !(error.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed')
  );
}

/** `undefined` where there is nothing to add. */
function additionOf(
  table: Table,
  { org, batchId }: Chunk,
  { amounts = {}, ...counts }: Addition,
): Update | undefined {
  const wanted = [
    ...Object.entries(counts),
    ...Object.entries(amounts).map(([currency, amount]) => [amountName(currency), amount] as const),
  ].filter(([, number]) => number !== 0);
  if (wanted.length === 0) return undefined;
  return {
    TableName: table.name,
    Key: toItem({ ...sumsKey(org, batchId) }),
    UpdateExpression: `ADD ${wanted.map((_, index) => `#n${index} :v${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(wanted.map(([name], index) => [`#n${index}`, name])),
    ExpressionAttributeValues: toItem(
      Object.fromEntries(wanted.map(([, number], index) => [`:v${index}`, number])),
    ),
  };
}

/** The chunk that made a write fail; a transaction that only met another one is thrown on, to be tried again. */
function refusedInTransaction(error: unknown): Record<string, unknown> | undefined {
  if (!(error instanceof TransactionCanceledException)) return refusedBy(error);
  const [first] = error.CancellationReasons ?? [];
  if (first?.Code !== 'ConditionalCheckFailed') throw error;
  return first.Item && fromItem(first.Item);
}

function toChunk(item: Item): Chunk {
  const { due_at, ...rest } = fromItem(item);
  return z.parse(Chunk, due_at === undefined ? rest : { ...rest, dueAt: due_at });
}

function chunkItem({ dueAt, ...chunk }: Chunk): Item {
  const key = chunkKey(chunk.org, chunk.batchId, chunk.number);
  return toItem({
    ...key,
    ...chunk,
    ...(dueAt === undefined ? {} : { due_key: dueKey(`${key.pk} ${key.sk}`), due_at: dueAt }),
  });
}
