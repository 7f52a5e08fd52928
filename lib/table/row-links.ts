import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Link } from '../links/model/link.ts';
import type { Table } from './client.ts';
import { type Item, toItem } from './items.ts';
import { linkKey } from './keys.ts';
import { toLink } from './link-item.ts';

/** DynamoDB gives at most a hundred items at once. */
const AT_ONCE = 100;
/** What it leaves out under load is asked for again so often. */
const TRIES = 8;

/** The links of these ids, by id. Eventually consistent unless told otherwise; what is not there is not in the map. */
export async function rowLinks(
  table: Table,
  org: string,
  ids: readonly string[],
  { consistent = false }: { consistent?: boolean } = {},
): Promise<Map<string, Link>> {
  const found = new Map<string, Link>();
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    let keys: Item[] = ids.slice(start, start + AT_ONCE).map((id) => toItem({ ...linkKey(org, id) }));
    for (let attempt = 0; keys.length > 0; attempt++) {
      if (attempt === TRIES) throw new Error('the table does not give all links that were asked for');
      const answer = await table.client.send(
        new BatchGetItemCommand({
          RequestItems: { [table.name]: { Keys: keys, ConsistentRead: consistent } },
        }),
      );
      for (const item of answer.Responses?.[table.name] ?? []) {
        const link = toLink(item);
        found.set(link.id, link);
      }
      keys = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    }
  }
  return found;
}
