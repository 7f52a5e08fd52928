import { notFound } from '../errors.ts';
import type { Table } from '../table/client.ts';
import { getLink } from '../table/links.ts';
import type { Link } from './model/link.ts';

/** One link of the caller's organisation; unknown, foreign and deleted ones are all the same `not_found`. */
export async function readLink(deps: { table: Table }, org: string, id: string): Promise<Link> {
  const link = await getLink(deps.table, org, id);
  if (!link || link.deletedAt !== undefined) throw notFound();
  return link;
}
