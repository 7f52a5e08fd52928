import { paginateScan } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Batch } from '../batches/model/batch.ts';
import type { Link } from '../links/model/link.ts';
import { toBatch } from './batches.ts';
import type { Table } from './client.ts';
import { fromItem, type Item, toItem } from './items.ts';
import { batchOfKey, type Key, linkOfKey } from './keys.ts';
import { toLink } from './link-item.ts';

/** A page of the scan of one segment. */
export interface ChangedItems {
  links: Link[];
  batches: Batch[];
  /** Items that this version cannot read. */
  unreadable: Key[];
  /** Items that the page looked at, of any kind. */
  scanned: number;
}

/**
 * Every link and batch that was changed since then, in no order, page by page of one of `segments` parts of the table. The whole table
 * is read, half a unit for each 4 KB: for people's commands, never for a request.
 */
export async function* changedItems(
  table: Table,
  { since, segment, segments }: { since: number; segment: number; segments: number },
): AsyncGenerator<ChangedItems> {
  const pages = paginateScan(
    { client: table.client },
    {
      TableName: table.name,
      Segment: segment,
      TotalSegments: segments,
      FilterExpression: '(begins_with(sk, :link) OR begins_with(sk, :batch)) AND updatedAt >= :since',
      ExpressionAttributeValues: toItem({ ':link': 'L#', ':batch': 'B#', ':since': since }),
    },
  );
  for await (const { Items = [], ScannedCount = 0 } of pages) {
    const page: ChangedItems = { links: [], batches: [], unreadable: [], scanned: ScannedCount };
    for (const item of Items) sort(page, item);
    yield page;
  }
}

function sort({ links, batches, unreadable }: ChangedItems, item: Item): void {
  const key = z.parse(z.object({ pk: z.string(), sk: z.string() }), fromItem(item));
  try {
    if (linkOfKey(key)) links.push(toLink(item));
    else if (batchOfKey(key)) batches.push(toBatch(item));
  } catch (error) {
    if (!(error instanceof z.core.$ZodError)) throw error;
    unreadable.push({ pk: key.pk, sk: key.sk });
  }
}
