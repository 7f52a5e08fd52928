import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import { boundLink } from '../table/bindings.ts';
import type { Table } from '../table/client.ts';
import { idsSince } from '../table/late-chains.ts';
import { linkIdsByReference, linksById, type Order, pageOfLinks } from '../table/link-lists.ts';
import { asksForNothing, type LinkFilter, madeWithin, matches } from './filter.ts';
import type { Link } from './model/link.ts';

export interface ListPage {
  order: Order;
  /** 1 to 200. */
  size: number;
  /** From the page before. */
  token: string | undefined;
}

/** As many links as one page looks at. */
const MOST_LOOKED_AT = 1000;
/** With a filter nobody knows how many fit: at least so many are read at once, and at most. */
const SMALLEST_CHUNK = 25;
const LARGEST_CHUNK = 400;

/**
 * One page of an organisation's links. May be short or empty and still have a token, which leads on after the last link
 * that was looked at; throws `page_token_invalid` for a token of another list. Eventually consistent.
 */
export async function listLinks(
  deps: { table: Table },
  org: string,
  filter: LinkFilter,
  page: ListPage,
): Promise<{ links: Link[]; nextToken: string | null }> {
  const binding = listBinding(filter, page.order);
  const after = page.token === undefined ? undefined : readPageToken(page.token, binding, LINK_ID);
  const bound = after === undefined ? await byProviderLink(deps.table, org, filter) : undefined;
  const { links, last } =
    bound ??
    (filter.reference === undefined
      ? await byTime(deps.table, org, filter, page, after)
      : await byReference(deps.table, org, filter, filter.reference, page, after));
  return { links, nextToken: last === undefined ? null : writePageToken(last, binding) };
}

/** `last`: id of the last link looked at, where there may be more behind it. */
interface Found {
  links: Link[];
  last: string | undefined;
}

/**
 * One connection's provider link belongs to one link of ours, and its binding leads there. Undefined: it has none by this
 * id, as where a provider told its id only after the create, so it is looked for like anything else.
 */
async function byProviderLink(table: Table, org: string, filter: LinkFilter): Promise<Found | undefined> {
  const { connection, providerLinkId: id } = filter;
  if (connection === undefined || id === undefined) return undefined;
  const linkId = await boundLink(table, org, connection, { id });
  if (linkId === undefined) return undefined;
  const links = await linksById(table, org, [linkId]);
  return { links: links.flatMap((link) => (link && matches(link, filter) ? [link] : [])), last: undefined };
}

async function byTime(
  table: Table,
  org: string,
  filter: LinkFilter,
  { order, size }: ListPage,
  after: string | undefined,
): Promise<Found> {
  const { from, to } = madeWithin(filter);
  const created = { from: from === undefined ? undefined : await idsSince(table, org, from), to };
  const links: Link[] = [];
  let last = after;
  let chunk = asksForNothing(filter) ? size : Math.max(size, 2 * SMALLEST_CHUNK);
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    const limit = Math.min(chunk, MOST_LOOKED_AT - looked);
    const foundBefore = links.length;
    const read = await pageOfLinks(table, org, { order, limit, after: last, created });
    for (const link of read.links) {
      last = link.id;
      if (matches(link, filter)) links.push(link);
      if (links.length === size) {
        const isVeryLast = !read.more && link === read.links.at(-1);
        return { links, last: isVeryLast ? undefined : last };
      }
    }
    if (!read.more) return { links, last: undefined };
    looked += limit;
    const holds = Math.ceil(((size - links.length) * looked) / links.length);
    chunk = nextChunk(chunk, links.length > foundBefore ? holds : Number.POSITIVE_INFINITY);
  }
  return { links, last };
}

/**
 * As many as hold the missing links when the next are like those before, and more after a chunk without any; at most
 * twice as many as before. What is read beyond the page's last link is read again by the next page.
 */
function nextChunk(before: number, holds: number): number {
  return Math.min(Math.max(holds, SMALLEST_CHUNK), before * 2, LARGEST_CHUNK);
}

/** The index holds the ids alone, in no order; links of one reference are few. */
async function byReference(
  table: Table,
  org: string,
  filter: LinkFilter,
  reference: string,
  { order, size }: ListPage,
  after: string | undefined,
): Promise<Found> {
  const direction = order === 'oldest' ? 1 : -1;
  const compare = (a: string, b: string) => (a < b ? -direction : a > b ? direction : 0);
  const ids = (await linkIdsByReference(table, org, reference))
    .sort(compare)
    .filter((id) => after === undefined || compare(after, id) < 0);
  const links: Link[] = [];
  for (let start = 0; start < Math.min(ids.length, MOST_LOOKED_AT); start += size) {
    const some = ids.slice(start, start + Math.min(size, MOST_LOOKED_AT - start));
    for (const [index, link] of (await linksById(table, org, some)).entries()) {
      if (link && matches(link, filter)) links.push(link);
      if (links.length === size) {
        const id = some[index];
        return { links, last: id === ids.at(-1) ? undefined : id };
      }
    }
  }
  return { links, last: ids.length > MOST_LOOKED_AT ? ids[MOST_LOOKED_AT - 1] : undefined };
}

const LINK_ID = /^[0-9A-Z]{26}[0-9A-Za-z]$/;
