import type { ListFilter, ProviderLink, ProviderLinkPage, SweepRequest, WantedLink } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { callSmarterpay, type SmarterpayCall } from './call.ts';
import { toInstant } from './dates.ts';
import { FILTERS, MOST_PER_PAGE } from './facts.ts';
import { pageFor, toProviderLink } from './map.ts';
import { LinksAnswer, type PaymentLink } from './wire.ts';

/** Clocks differ, and a zone may be taken for another: a day too many hides no link. */
const DAY_MS = 24 * 60 * 60 * 1000;
const USUAL = 100;

/** Filters that match a part, whose property comes back: what is more than the value asked for is left out here. */
const CONTAINS = [
  'auddis',
  'bank_account_custom_reference',
  'card_payment_custom_reference',
  'recurrence_schedule_custom_reference',
] as const;
type Echoed = (typeof CONTAINS)[number];

/** Newest first, unless another sort is asked for. SmarterPay has no filter on dates: those are left out here. */
export async function listLinks(filter: ListFilter, call: SmarterpayCall): Promise<ProviderLinkPage> {
  const observedAt = call.now();
  const { filters = {}, createdFrom = -Infinity, createdTo = Infinity } = filter;
  refuseUnknown(filter);
  const [, descending, sortField] = /^(-?)(.*)$/.exec(filter.sort ?? '-created_at') ?? [];
  const { pageNo, lastId } = parseCursor(filter.cursor);
  const limit = Math.min(MOST_PER_PAGE, Math.max(1, filter.pageSize ?? USUAL));
  const page = await readPage(
    {
      ...filters,
      limit,
      page_no: pageNo,
      sort_field: sortField,
      sort_order: descending === '-' ? 'desc' : 'asc',
    },
    lastId,
    call,
  );
  // Their times say whole seconds.
  const from = createdFrom - 999;
  const isWanted = (link: PaymentLink) => {
    const at = toInstant(link.created_at, call.account.profile.time_zone);
    return isExact(link, filters) && (at === undefined || (at >= from && at <= createdTo));
  };
  return {
    links: page.links.filter(isWanted).map((link) => toProviderLink(link, call.account, { observedAt })),
    ...(page.more !== undefined && { cursor: `${pageNo + 1}.${page.more}` }),
  };
}

/** All links of all our pages, oldest first: new ones come last, so that nothing shifts while it is read. */
export async function sweep(
  { openSince, cursor }: SweepRequest,
  call: SmarterpayCall,
): Promise<ProviderLinkPage> {
  const observedAt = call.now();
  const { pages, profile } = call.account;
  const [, at = '0', rest] = /^(\d{1,3})(?:\/(.*))?$/.exec(cursor ?? '') ?? [];
  const { pageNo, lastId } = parseCursor(rest);
  const page = pages[Number(at)];
  if (page === undefined) return { links: [] };
  const { links, more } = await readPage(
    {
      ecommerce_page_id: page.id,
      limit: MOST_PER_PAGE,
      page_no: pageNo,
      sort_field: 'created_at',
      sort_order: 'asc',
    },
    lastId,
    call,
  );
  const isOpen = (link: PaymentLink) =>
    (toInstant(link.created_at, profile.time_zone) ?? Infinity) >= openSince - DAY_MS;
  const next = Number(at) + 1;
  return {
    links: links.filter(isOpen).map((link) => toProviderLink(link, call.account, { observedAt })),
    ...(more !== undefined && { cursor: `${at}/${pageNo + 1}.${more}` }),
    ...(more === undefined && next < pages.length && { cursor: `${next}` }),
  };
}

export async function findByReference(
  { input }: WantedLink,
  call: SmarterpayCall,
): Promise<readonly ProviderLink[]> {
  const observedAt = call.now();
  const { kind } = pageFor(input, call.account);
  const found = await linksUnder(call.account.profile.reference_field[kind], input.reference, call);
  return found.map((link) => toProviderLink(link, call.account, { observedAt, expected: input.money }));
}

/** Every link with exactly this reference. */
export async function linksUnder(
  field: Echoed,
  reference: string,
  call: SmarterpayCall,
): Promise<readonly PaymentLink[]> {
  const byId = new Map<string, PaymentLink>();
  for (let pageNo = 1, lastId: string | undefined; ; pageNo += 1) {
    const page = await readPage({ [field]: reference, limit: MOST_PER_PAGE, page_no: pageNo }, lastId, call);
    for (const link of page.links) if (link[field] === reference) byId.set(link.id, link);
    lastId = page.more;
    if (lastId === undefined) return [...byId.values()];
  }
}

/** A harmless list of at most one. */
export async function probe(call: SmarterpayCall): Promise<void> {
  await readPage({ limit: 1 }, undefined, call);
}

/** `more`: the last id of a page that has another one after it. */
async function readPage(
  parameters: Readonly<Record<string, string | number | undefined>> & { limit: number },
  lastId: string | undefined,
  call: SmarterpayCall,
): Promise<{ links: readonly PaymentLink[]; more?: string }> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) query.set(name, String(value));
  }
  const { payment_links } = await callSmarterpay(
    {
      operation: 'list',
      effect: 'read',
      method: 'GET',
      path: `/paymentlinks?${query}`,
      answer: LinksAnswer,
    },
    call,
  );
  // What stands at or before the last link of the page before was given with it.
  const links = payment_links.slice(payment_links.findIndex(({ id }) => id === lastId) + 1);
  // Some accounts answer their last page for ever.
  const isOver =
    payment_links.length < parameters.limit ||
    (links.length === 0 && call.account.profile.past_last_page === 'last');
  const more = isOver ? undefined : payment_links.at(-1)?.id;
  return { links, ...(more !== undefined && { more }) };
}

function isExact(link: PaymentLink, filters: Readonly<Record<string, string>>): boolean {
  return CONTAINS.every((name) => filters[name] === undefined || link[name] === filters[name]);
}

/** What SmarterPay cannot filter or sort by, before it is asked. */
function refuseUnknown({
  keyword,
  bookingExists,
  includeChildOrganisations,
  filters = {},
  sort,
}: ListFilter) {
  const known: readonly string[] = FILTERS;
  const pointers = [
    ...(keyword === undefined ? [] : ['/keyword']),
    ...(bookingExists === undefined ? [] : ['/booking_exists']),
    ...(includeChildOrganisations === undefined ? [] : ['/include_child_organisations']),
    ...Object.keys(filters)
      .filter((name) => !known.includes(name))
      .map((name) => `/provider_options/${name}`),
    ...(sort === undefined || /^-?(id|type|created_at)$/.test(sort) ? [] : ['/sort']),
  ];
  if (pointers.length === 0) return;
  throw new ProviderError({ kind: 'rejected', provider: 'smarterpay', operation: 'list', pointers });
}

function parseCursor(cursor: string | undefined): { pageNo: number; lastId?: string } {
  const [, pageNo, lastId] = /^(\d{1,9})\.(.+)$/.exec(cursor ?? '') ?? [];
  return pageNo === undefined || lastId === undefined ? { pageNo: 1 } : { pageNo: Number(pageNo), lastId };
}
