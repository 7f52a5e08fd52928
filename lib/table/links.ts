import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Link } from '../links/model/link.ts';
import type { Table } from './client.ts';
import { fromItem, toItem } from './items.ts';
import { type Key, linkKey, linkOfKey } from './keys.ts';
import { linkItem, parseLink, toLink } from './link-item.ts';
import { putVersion } from './put-version.ts';

/** One link, read consistently. */
export async function getLink(table: Table, org: string, id: string): Promise<Link | undefined> {
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toItem({ ...linkKey(org, id) }), ConsistentRead: true }),
  );
  return Item && toLink(Item);
}

/** The link behind a short code: index `code`, then the link itself. */
export async function linkByCode(table: Table, code: string): Promise<Link | undefined> {
  const { Items } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'code',
      KeyConditionExpression: 'code = :code',
      ExpressionAttributeValues: toItem({ ':code': code }),
      Limit: 1,
    }),
  );
  const found = Items?.[0] && linkOfKey(z.parse(IndexEntry, fromItem(Items[0])));
  return found && getLink(table, found.org, found.id);
}

/**
 * Writes a link if it still has the version that was read (`undefined`: if there is none). `won: false` says that
 * another was faster, with its link. A committed write whose answer was lost is recognised by its writer.
 */
export async function putLink(
  table: Table,
  link: Link,
  expected: number | undefined,
): Promise<{ won: true } | { won: false; other: Link | undefined }> {
  const outcome = await putVersion(table, linkItem(link), expected);
  return outcome.won ? outcome : { won: false, other: outcome.other && parseLink(outcome.other) };
}

const IndexEntry = z.object({ pk: z.string(), sk: z.string() }) satisfies z.ZodMiniType<Key>;
