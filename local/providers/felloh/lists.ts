import type { Answer, Call } from '../server.ts';
import { success } from './answers.ts';
import { dayMs, dayStart } from './dates.ts';
import { linkListFields, parseFields, transactionListFields } from './fields.ts';
import { fixtures } from './fixtures.ts';
import { linkRecord, transactionRecord } from './records.ts';
import { checkOrganisation, jsonBody, queryFaults } from './request.ts';
import { type Felloh, find, type Link } from './state.ts';

/** POST `/agent/payment-links`: newest first; a new link appears only when the list's lag is over. */
export function listLinks(felloh: Felloh, call: Call): Answer {
  const wire = felloh.wire();
  const body = jsonBody(call);
  checkOrganisation(body, wire);
  const fields = parseFields(body, linkListFields(wire), {
    wire,
    prefix: 'payment_link',
    faults: queryFaults(call, wire),
  });
  const owners = [fields.organisation];
  if (fields['show-child-organisations'] && fields.organisation === fixtures.organisation)
    owners.push(fixtures.childOrganisation);
  const lagMs = (felloh.faults.listLagSeconds ?? wire.list_lag_seconds) * 1000;
  const visibleUntil = felloh.clock.now() - lagMs;
  const from = dayStart(fields.date_from ?? '') ?? Number.NEGATIVE_INFINITY;
  const to = endOf(fields.date_to, wire.date_bounds === 'inclusive_utc_days');

  const found = Object.values(felloh.state.links).filter(
    (link) =>
      link.deleted_at === null &&
      owners.includes(link.organisation) &&
      link.created_at <= visibleUntil &&
      link.created_at >= from &&
      link.created_at < to &&
      (fields.filter_booking_exists === undefined ||
        fields.filter_booking_exists === (link.booking_id !== null)) &&
      (fields.keyword === undefined || matches(felloh, link, fields.keyword)),
  );
  return pageOf(felloh, found, fields, (link) => linkRecord(felloh, link, 'list'));
}

/** POST `/agent/transactions`: how payments that are under way are found. */
export function listTransactions(felloh: Felloh, call: Call): Answer {
  const wire = felloh.wire();
  const body = jsonBody(call);
  checkOrganisation(body, wire);
  const fields = parseFields(body, transactionListFields(wire), {
    wire,
    prefix: 'transaction',
    faults: queryFaults(call, wire),
  });
  const found = Object.values(felloh.state.transactions).filter(
    ({ status, link }) =>
      (fields.statuses === undefined || fields.statuses.includes(status)) &&
      find(felloh.state.links, link)?.organisation === fields.organisation,
  );
  return pageOf(felloh, found, fields, transactionRecord);
}

function pageOf<T extends { created_at: number }>(
  felloh: Felloh,
  found: readonly T[],
  { skip = 0, take }: { skip?: number | undefined; take?: number | undefined },
  record: (item: T) => object,
): Answer {
  const { take_default, count_type, success_errors } = felloh.wire();
  // Reversed first, so that of two in the same millisecond the later one comes first too.
  const newestFirst = found.toReversed().sort((a, b) => b.created_at - a.created_at);
  const data = newestFirst.slice(skip, skip + (take ?? take_default)).map(record);
  const count = count_type === 'string' ? String(found.length) : found.length;
  return success(data, { errors: success_errors, count });
}

function endOf(day: string | undefined, included: boolean): number {
  const start = dayStart(day ?? '');
  if (start === undefined) return Number.POSITIVE_INFINITY;
  return included ? start + dayMs : start;
}

function matches({ state, wire }: Felloh, link: Link, keyword: string): boolean {
  const booking = link.booking_id === null ? undefined : find(state.bookings, link.booking_id);
  const searched = [link.customer_name, link.email, booking?.booking_reference ?? ''];
  if (wire().keyword_match === 'exact') return searched.includes(keyword);
  return searched.some((text) => text.toLowerCase().includes(keyword.toLowerCase()));
}
