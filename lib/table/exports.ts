import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Export } from '../exports/model/export.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { dueKey, exportKey, exportsPartition } from './keys.ts';
import { putVersion } from './put-version.ts';

/** One export, read consistently unless a moment's lag is harmless. */
export async function getExport(
  table: Table,
  org: string,
  exportId: string,
  { consistent = true }: { consistent?: boolean } = {},
): Promise<Export | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: toItem({ ...exportKey(org, exportId) }),
      ConsistentRead: consistent,
    }),
  );
  return Item && toExport(Item);
}

/**
 * Writes an export if it still has the version that was read (`undefined`: if there is none). `false`: another was faster.
 * A committed write whose answer was lost is recognised by its writer.
 */
export async function putExport(table: Table, one: Export, expected: number | undefined): Promise<boolean> {
  return (await putVersion(table, exportItem(one), expected)).won;
}

/** Exports of an organisation, newest first; one eventually consistent query. `more`: there may be others behind these. */
export async function pageOfExports(
  table: Table,
  org: string,
  page: { limit: number; after: string | undefined },
): Promise<{ exports: Export[]; more: boolean }> {
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :exports)',
      ExpressionAttributeValues: toItem({ ':pk': exportsPartition(org), ':exports': 'EX#' }),
      ScanIndexForward: false,
      Limit: page.limit,
      ...(page.after === undefined ? {} : { ExclusiveStartKey: toItem({ ...exportKey(org, page.after) }) }),
    }),
  );
  return { exports: (answer.Items ?? []).map(toExport), more: answer.LastEvaluatedKey !== undefined };
}

function toExport(item: Item): Export {
  const { due_at, ...rest } = fromItem(item);
  return z.parse(Export, due_at === undefined ? rest : { ...rest, dueAt: due_at });
}

function exportItem({ dueAt, ...one }: Export): Item {
  return toItem({
    ...exportKey(one.org, one.id),
    ...one,
    ...(dueAt === undefined ? {} : { due_key: dueKey(one.id), due_at: dueAt }),
  });
}
