import type { ListFilter, ProviderLink, ProviderLinkPage, SweepRequest, WantedLink } from '../contract.ts';
import { callFortis, type FortisCall, failed } from './call.ts';
import { COLUMNS } from './facts.ts';
import { toProviderLink } from './map.ts';
import { hasNext, inTurns, parseCursor, readAll } from './pages.ts';
import { fetchPayments } from './payments.ts';
import { readPage, readPaylink } from './read.ts';
import { type Paylink, PaylinksAnswer } from './wire.ts';

type Columns = Readonly<Record<string, string>>;

/**
 * Newest first, of the connection's location unless a filter says otherwise. Any column is a filter by exact text; times
 * are compared here, so a page may be short. Fortis has no search by keyword.
 */
export function listLinks(filter: ListFilter, call: FortisCall): Promise<ProviderLinkPage> {
  const { locationId, profile } = call.account;
  const filters: Columns = { location_id: locationId, ...filter.filters };
  const sort = filter.sort?.replace(/^(-?)created_at$/, '$1created_ts');
  const unknown = [
    ...Object.keys(filters)
      .filter((name) => !COLUMNS.includes(name))
      .map((name) => `/provider_options/${name}`),
    ...(sort !== undefined && !COLUMNS.includes(sort.replace(/^-/, '')) ? ['/sort'] : []),
  ];
  if (unknown.length > 0) throw failed('rejected', 'list', unknown);
  return pageOf(
    filters,
    { sort, pageSize: filter.pageSize ?? profile.page_size_default, cursor: filter.cursor },
    (createdAt) => createdAt >= (filter.createdFrom ?? 0) && createdAt <= (filter.createdTo ?? Infinity),
    call,
  );
}

/** Oldest first, so that a link made meanwhile moves none of the others. */
export function sweep({ openSince, cursor }: SweepRequest, call: FortisCall): Promise<ProviderLinkPage> {
  return pageOf(
    { location_id: call.account.locationId },
    { sort: 'created_ts', pageSize: 100, cursor },
    (createdAt) => createdAt >= openSince,
    call,
  );
}

/** Our reference is `paylink_api_id`, unique at the location: the record with it is the link, and the only one. */
export async function findByReference({ input }: WantedLink, call: FortisCall): Promise<ProviderLink[]> {
  const observedAt = call.now();
  const filters = { paylink_api_id: input.reference };
  const found = await readAll(async (page) => {
    const { paylinks, meta } = await list({ ...filters, ...(page > 1 && { page: String(page) }) }, call);
    return { records: paylinks, meta };
  });
  const links = await inTurns(
    found.filter((link) => fits(link, filters)),
    async ({ id }) => {
      const link = await readPaylink(id, [], call);
      return link && linkOf(link, call, { observedAt, expected: input.money.amount });
    },
  );
  return links.filter((link) => link !== undefined);
}

export function list(query: Columns, call: FortisCall) {
  return callFortis(
    {
      operation: 'list',
      effect: 'read',
      method: 'GET',
      path: `/v2/paylinks?${new URLSearchParams(query)}`,
      answer: PaylinksAnswer,
    },
    call,
  );
}

async function pageOf(
  filters: Columns,
  { sort, pageSize, cursor }: { sort: string | undefined; pageSize: number; cursor: string | undefined },
  isWanted: (createdAt: number) => boolean,
  call: FortisCall,
): Promise<ProviderLinkPage> {
  const observedAt = call.now();
  const { page, lastId } = parseCursor(cursor);
  const { paylinks, meta } = await list(
    {
      ...filters,
      ...(sort !== undefined && { sort }),
      ...(call.account.profile.payment_url_expand && { expand: 'payment_url' }),
      page_size: String(Math.min(pageSize, call.account.profile.page_size_max)),
      page: String(page),
    },
    call,
  );
  const records = unseen(paylinks, lastId)
    .filter((link) => fits(link, filters))
    .filter(({ created_ts }) => typeof created_ts !== 'number' || isWanted(created_ts * 1000));
  const links = await inTurns(records, (link) => linkOf(link, call, { observedAt }));
  const last = paylinks.at(-1);
  return {
    links: links.filter((link) => link !== undefined),
    ...(last !== undefined && hasNext(meta) && { cursor: `${page + 1}.${last.id}` }),
  };
}

/** Undefined: it is gone meanwhile. */
async function linkOf(
  link: Paylink,
  call: FortisCall,
  context: { observedAt: number; expected?: number },
): Promise<ProviderLink | undefined> {
  const providerUrl = await readPage(link, call);
  if (providerUrl === undefined) return undefined;
  const payments = await fetchPayments(link, call);
  return toProviderLink(link, call.account, { ...context, providerUrl, ...(payments && { payments }) });
}

/** Fortis may not know a filter, and then ignores it. */
function fits(link: Paylink, filters: Columns): boolean {
  return Object.entries(filters).every(([name, value]) => String(link[name] ?? '') === value);
}

/** Links made meanwhile push the others on to the next page: what stands at or before the last one was given with it. */
function unseen(records: readonly Paylink[], lastId: string | undefined): readonly Paylink[] {
  return records.slice(records.findIndex(({ id }) => id === lastId) + 1);
}
