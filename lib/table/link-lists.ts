import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import * as z from 'zod/mini';
import type { Link } from '../links/model/link.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { linkKey, linkOfKey, linksPartition, referenceKey } from './keys.ts';
import { toLink } from './link-item.ts';

export type Order = 'newest' | 'oldest';

/** There is one shard until there are more. */
const SHARD = '0';
/**
 * An id is minted before its link is created: with an Idempotency-Key up to as long before as the key is kept, and for a row of a
 * batch at its confirmation. Rows of a chain have the first one's: `idsSince` tells of those that go on for longer.
 */
export const ID_BEFORE_LINK_MS = 8 * 24 * 3600 * 1000;

/**
 * Links of an organisation in the order of their ids; one query, eventually consistent unless told. `created` narrows what is
 * read, roughly: no link of that time is missed, others may come along. `more`: there may be others behind these.
 */
export async function pageOfLinks(
  table: Table,
  org: string,
  page: {
    order: Order;
    limit: number;
    after: string | undefined;
    created: { from: number | undefined; to: number | undefined };
    consistent?: boolean;
  },
): Promise<{ links: Link[]; more: boolean }> {
  const { from, to } = page.created;
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: toItem({
        ':pk': linksPartition(org, SHARD),
        ':first': from === undefined ? 'L#' : `L#${timeOf(from - ID_BEFORE_LINK_MS)}`,
        ':last': to === undefined ? 'L#~' : `L#${timeOf(to)}~`,
      }),
      ScanIndexForward: page.order === 'oldest',
      Limit: page.limit,
      ...(page.consistent ? { ConsistentRead: true } : {}),
      ...(page.after === undefined ? {} : { ExclusiveStartKey: toItem({ ...linkKey(org, page.after) }) }),
    }),
  );
  return { links: (answer.Items ?? []).map(toLink), more: answer.LastEvaluatedKey !== undefined };
}

/** Ids of the links with exactly this reference, in no order; index `reference`, so it may lag a moment. */
export async function linkIdsByReference(table: Table, org: string, reference: string): Promise<string[]> {
  const ids: string[] = [];
  let start: Item | undefined;
  do {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'reference',
        KeyConditionExpression: 'reference_key = :reference',
        ExpressionAttributeValues: toItem({ ':reference': referenceKey(org, reference) }),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    ids.push(...(page.Items ?? []).flatMap((item) => linkOfKey(z.parse(Entry, fromItem(item)))?.id ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return ids;
}

/** The links of these ids in the same order, read eventually consistently. */
export function linksById(table: Table, org: string, ids: readonly string[]): Promise<(Link | undefined)[]> {
  return Promise.all(
    ids.map(async (id) => {
      const { Item } = await table.client.send(
        new GetItemCommand({ TableName: table.name, Key: toItem({ ...linkKey(org, id) }) }),
      );
      return Item && toLink(Item);
    }),
  );
}

const Entry = z.object({ pk: z.string(), sk: z.string() });

/** The time part of a ULID: ten characters in the order of time. */
function timeOf(epochMs: number): string {
  return encodeTime(Math.min(Math.max(0, Math.floor(epochMs)), 2 ** 48 - 1));
}
