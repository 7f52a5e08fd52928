import type { ListFilter, ProviderLink, ProviderLinkPage, WantedLink } from '../contract.ts';
import { callFelloh, type FellohCall } from './call.ts';
import { toInstant } from './dates.ts';
import { currencyOf, optionsOf, toListRequest, toProviderLink } from './map.ts';
import { fetchPayments } from './payments.ts';
import { processingStatuses, undoneTransactions } from './status.ts';
import { LinksAnswer, type PaymentLink, type Transaction, TransactionsAnswer } from './wire.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Newest first. Payments under way are read for a page that has an unfinished transaction, all in one pass. Felloh filters
 * by whole days: what of them was not asked for is left out here, so a page may be short.
 */
export async function listLinks(filter: ListFilter, call: FellohCall): Promise<ProviderLinkPage> {
  const observedAt = call.now();
  const { skip, lastId } = parseCursor(filter.cursor);
  const organisation = filter.filters?.organisation ?? call.account.organisation;
  const page = await linksPage(filter, skip, organisation, call);
  const links = unseen(page.records, lastId).filter((link) => wasCreatedWithin(link, filter));
  const unsettled = links.some((link) => undoneTransactions(link).length > 0);
  const payments = unsettled ? await paymentsInProgress(call) : [];
  const last = page.records.at(-1);
  return {
    links: links.map((link) =>
      toProviderLink(link, call.account, {
        observedAt,
        payments: payments.filter(({ payment_link }) => payment_link?.id === link.id),
      }),
    ),
    ...(page.nextSkip !== undefined && last !== undefined && { cursor: `${page.nextSkip}.${last.id}` }),
  };
}

/**
 * Felloh has no field for a reference, but its list tells the success url, and ours holds the link's unguessable code:
 * the record with exactly that url is the link. Only a profile without redirects leaves likeness to go by; which of
 * several alike is ours is then for the binding to decide.
 */
export async function findByReference(
  { input, attemptedAt }: WantedLink,
  call: FellohCall,
): Promise<ProviderLink[]> {
  const observedAt = call.now();
  const { profile, organisation } = call.account;
  const filter: ListFilter = {
    createdFrom: attemptedAt - DAY_MS,
    createdTo: attemptedAt + DAY_MS,
    ...(input.customer.email !== undefined && { keyword: input.customer.email }),
  };
  const options = optionsOf(input.options);
  const records = await readAll((skip) =>
    linksPage(filter, skip, options.organisation ?? organisation, call),
  );
  const customerName =
    input.customer.name ?? [input.customer.firstName, input.customer.lastName].filter(Boolean).join(' ');
  const isAlike = (link: PaymentLink) =>
    link.email === input.customer.email &&
    link.amount === input.money.amount &&
    currencyOf(link.currency, profile) === input.money.currency &&
    link.customer_name === customerName &&
    (link.description || undefined) === (input.description || undefined) &&
    (link.booking?.id ?? undefined) === input.booking?.id &&
    (toInstant(link.created_at) ?? 0) >= attemptedAt - profile.match_skew_seconds * 1000;
  const found = records.filter(
    profile.redirect_properties ? (link) => link.success_url === input.redirects.success : isAlike,
  );
  const links: ProviderLink[] = [];
  for (const link of found) {
    links.push(
      toProviderLink(link, call.account, {
        observedAt,
        expected: input.money,
        authorisationOnly: options.authorisation_only === true,
        payments: await fetchPayments(link, call),
      }),
    );
  }
  return links;
}

/** A harmless list of at most one. */
export function probeRequest({ organisation, profile }: FellohCall['account']) {
  return listRequest({}, { skip: 0, take: 1 }, organisation, profile);
}

async function paymentsInProgress(call: FellohCall): Promise<Transaction[]> {
  const { organisation, profile } = call.account;
  return readAll(async (skip) => {
    const take = takeOf(call);
    const answer = await callFelloh(
      {
        operation: 'in_progress',
        effect: 'read',
        method: 'POST',
        path: '/agent/transactions',
        json: { organisation, statuses: processingStatuses(profile), skip, take },
        answer: TransactionsAnswer,
      },
      call,
    );
    return toPage(answer.data, answer.meta?.count, skip, take);
  });
}

async function linksPage(filter: ListFilter, skip: number, organisation: string, call: FellohCall) {
  const take = Math.min(filter.pageSize ?? Infinity, takeOf(call));
  const request = listRequest(filter, { skip, take }, organisation, call.account.profile);
  const answer = await callFelloh(request, call);
  return toPage(answer.data, answer.meta?.count, skip, take);
}

function listRequest(...args: Parameters<typeof toListRequest>) {
  return {
    operation: 'list',
    effect: 'read' as const,
    method: 'POST' as const,
    path: '/agent/payment-links',
    json: toListRequest(...args),
    answer: LinksAnswer,
  };
}

interface Page<Record> {
  records: readonly Record[];
  /** Absent on the last page. */
  nextSkip?: number;
}

/** New links push the others back by one place each, so pages overlap by one record: what was deleted meanwhile hides none. */
function toPage<Record>(
  records: readonly Record[],
  count: number | null | undefined,
  skip: number,
  take: number,
): Page<Record> {
  const isLast = records.length < take || (typeof count === 'number' && skip + records.length >= count);
  return isLast ? { records } : { records, nextSkip: skip + Math.max(1, records.length - 1) };
}

async function readAll<Record extends { id: string }>(
  readPage: (skip: number) => Promise<Page<Record>>,
): Promise<Record[]> {
  const byId = new Map<string, Record>();
  for (let skip: number | undefined = 0; skip !== undefined; ) {
    const page: Page<Record> = await readPage(skip);
    for (const record of page.records) if (!byId.has(record.id)) byId.set(record.id, record);
    skip = page.nextSkip;
  }
  return [...byId.values()];
}

/** What stands at or before the last record of the page before was given with it. */
function unseen(records: readonly PaymentLink[], lastId: string | undefined): readonly PaymentLink[] {
  return records.slice(records.findIndex(({ id }) => id === lastId) + 1);
}

function wasCreatedWithin(link: PaymentLink, { createdFrom, createdTo }: ListFilter): boolean {
  const at = toInstant(link.created_at);
  return at === undefined || (at >= (createdFrom ?? at) && at <= (createdTo ?? at));
}

function parseCursor(cursor: string | undefined): { skip: number; lastId?: string } {
  const [, skip, lastId] = /^(\d{1,9})\.(.+)$/.exec(cursor ?? '') ?? [];
  return skip === undefined || lastId === undefined ? { skip: 0 } : { skip: Number(skip), lastId };
}

function takeOf({ account }: FellohCall): number {
  return Math.min(100, account.profile.take_max);
}
