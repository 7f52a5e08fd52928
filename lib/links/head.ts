import type { Table } from '../table/client.ts';
import { getLink } from '../table/links.ts';
import type { Link } from './model/link.ts';

/** As many links as one supersedes after the other; whoever needs more of them wants a new one. */
export const LONGEST_CHAIN = 20;

/** The link that a superseded one leads to, over as many as `leadsOn`: itself where it is its own head. */
export async function headOf(
  table: Table,
  link: Link,
  leadsOn: (link: Link) => boolean = () => true,
): Promise<Link> {
  let head = link;
  for (let step = 1; step < LONGEST_CHAIN && head.supersededBy !== undefined && leadsOn(head); step++) {
    const next = await getLink(table, head.org, head.supersededBy);
    if (!next) break;
    head = next;
  }
  return head;
}
