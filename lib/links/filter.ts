import type { Link, LinkStatus } from './model/link.ts';
import { paidAt, statusOf } from './model/status.ts';

/** Both ends belong to it. */
interface Range {
  from: number | undefined;
  to: number | undefined;
}

/** What a list shows; everything that is undefined asks for nothing. Instants are epoch ms, amounts minor units. */
export interface LinkFilter {
  statuses: readonly LinkStatus[] | undefined;
  connection: string | undefined;
  provider: string | undefined;
  providerLinkId: string | undefined;
  reference: string | undefined;
  customerReference: string | undefined;
  batchId: string | undefined;
  bookingId: string | undefined;
  createdBy: string | undefined;
  opened: boolean | undefined;
  created: Range;
  expires: Range;
  paid: Range;
  amount: Range;
  metadata: Readonly<Record<string, string>> | undefined;
  providerOptions: Readonly<Record<string, string>> | undefined;
  /** Part of name, email, phone or reference, whatever the case. */
  text: string | undefined;
}

/** The one predicate of the list: all that is asked for holds, and the link is not deleted. Pure. */
export function matches(link: Link, filter: LinkFilter): boolean {
  return (
    link.deletedAt === undefined &&
    (filter.statuses === undefined || filter.statuses.includes(statusOf(link))) &&
    is(link.connection, filter.connection) &&
    is(link.provider, filter.provider) &&
    is(link.providerLinkId, filter.providerLinkId) &&
    is(link.reference, filter.reference) &&
    is(link.customer?.reference, filter.customerReference) &&
    is(link.batch?.id, filter.batchId) &&
    is(link.booking?.id, filter.bookingId) &&
    is(link.createdBy, filter.createdBy) &&
    (filter.opened === undefined || filter.opened === wasOpened(link)) &&
    lies(link.createdAt, filter.created) &&
    lies(link.expiresAt, filter.expires) &&
    lies(paidAt(link), filter.paid) &&
    lies(link.amount, filter.amount) &&
    holds(link.metadata, filter.metadata) &&
    holds(link.providerOptions, filter.providerOptions) &&
    (filter.text === undefined || mentions(link, filter.text))
  );
}

/** A provider's clock may be behind ours, and its instant of a payment may be a day alone. */
const DATED_EARLIER_MS = 2 * 24 * 3600 * 1000;

/** When links that match can have been made: no link is paid or ends before that. For reading fewer, not for matching. */
export function madeWithin({ created, paid, expires }: LinkFilter): Range {
  const latest = [created.to, ...[paid.to, expires.to].map((to) => to && to + DATED_EARLIER_MS)];
  const known = latest.filter((at) => at !== undefined);
  return { from: created.from, to: known.length ? Math.min(...known) : undefined };
}

/** True where every link that is not deleted matches. */
export function asksForNothing(filter: LinkFilter): boolean {
  return Object.values(filter).every((wanted) =>
    typeof wanted === 'object'
      ? Object.values(wanted).every((end) => end === undefined)
      : wanted === undefined,
  );
}

function is(value: string | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || value === wanted;
}

function lies(value: number | undefined, { from, to }: Range): boolean {
  if (from === undefined && to === undefined) return true;
  return value !== undefined && value >= (from ?? value) && value <= (to ?? value);
}

function wasOpened(link: Link): boolean {
  return link.openedAt !== undefined || link.facts?.openedAt !== undefined;
}

/** Numbers and switches are compared by their text; of a list, one element must fit. */
function holds(
  values: Readonly<Record<string, unknown>> | undefined,
  wanted: Readonly<Record<string, string>> | undefined,
): boolean {
  return Object.entries(wanted ?? {}).every(([name, text]) => {
    const value = values && Object.hasOwn(values, name) ? values[name] : undefined;
    return value !== undefined && [value].flat().some((one) => String(one) === text);
  });
}

function mentions({ customer, reference }: Link, text: string): boolean {
  const wanted = text.toLowerCase();
  const names = [customer?.name, [customer?.firstName, customer?.lastName].join(' ')];
  const found = [...names, customer?.email, reference].some((value) => value?.toLowerCase().includes(wanted));
  return found || mentionsPhone(customer?.phone, text);
}

/** However the part of a number is spaced. */
function mentionsPhone(phone: string | undefined, text: string): boolean {
  const digits = text.replaceAll(/[\s().-]/g, '');
  return digits !== '' && phone !== undefined && phone.includes(digits);
}
