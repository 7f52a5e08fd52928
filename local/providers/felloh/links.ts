import { randomUUID } from 'node:crypto';
import { toIso } from '../../../lib/clock.ts';
import type { Answer, Call } from '../server.ts';
import { type Fault, refusal, success } from './answers.ts';
import { dayMs, resolveExpiry } from './dates.ts';
import { assignByReferenceFields, assignFields, type Body, newLinkFields, parseFields } from './fields.ts';
import { fixtures } from './fixtures.ts';
import { linkRecord } from './records.ts';
import { checkOrganisation, jsonBody, linkOf, queryFaults, refuseQuery } from './request.ts';
import { type Booking, type Felloh, find, transactionsOf } from './state.ts';
import type { Wire } from './wire.ts';

/** PUT `/agent/payment-links`: no idempotency, so the same request twice is two links. */
export function createLink(felloh: Felloh, call: Call): Answer {
  const { state, clock } = felloh;
  const wire = felloh.wire();
  const now = clock.now();
  const { body, faults: unknown } = withoutRedirects(jsonBody(call), wire);
  checkOrganisation(body, wire);
  bookingNamed(felloh, body);
  if (typeof body.customer_id === 'string' && body.customer_id !== fixtures.customer.id)
    throw refusal(404, 'customer.not_found', 'There is no such customer');
  const faults = [...methodFaults(body, wire.methods_default), ...unknown, ...queryFaults(call, wire)];
  const fields = parseFields(body, newLinkFields(wire, now), { wire, prefix: 'payment_link', faults });

  const id = randomUUID();
  const page = `${felloh.pageBaseUrl()}/${id}`;
  state.links[id] = {
    id,
    organisation: fields.organisation,
    type: fields.type,
    amount: fields.amount,
    currency: fields.currency ?? 'GBX',
    customer_name: fields.customer_name,
    email: fields.email,
    description: fields.description ?? null,
    booking_id: fields.booking_id ?? null,
    customer_id: fields.customer_id ?? null,
    open_banking: fields.open_banking_enabled ?? wire.methods_default,
    card: fields.card_enabled ?? wire.methods_default,
    authorisation_only: fields.authorisation_only ?? false,
    surcharging_enabled: fields.surcharging_enabled ?? true,
    dcc_enabled: fields.dcc_enabled ?? false,
    excluded_card_types: fields.excluded_card_types ?? [],
    excluded_card_regions: fields.excluded_card_regions ?? [],
    hide_store_card: fields.hide_store_card ?? null,
    store_card_forced: fields.store_card_forced ?? null,
    success_url: fields.success_url ?? `${page}/success`,
    failure_url: fields.failure_url ?? `${page}/failure`,
    cancel_url: fields.cancel_url ?? `${page}/cancel`,
    created_at: now,
    expires_at:
      (fields.expires_at && resolveExpiry(fields.expires_at, wire)) || now + wire.default_expiry_days * dayMs,
    deleted_at: null,
    emailed_at: wire.create_sends ? now : null,
    transactions: [],
  };
  felloh.changed();
  return success({ id }, { status: wire.create_status, errors: wire.success_errors });
}

/** GET `/agent/payment-links/:payment_link_id` */
export function getLink(felloh: Felloh, call: Call, id: string): Answer {
  const link = linkOf(felloh, id);
  refuseQuery(call, felloh.wire());
  return success(linkRecord(felloh, link, 'one'), { errors: felloh.wire().success_errors });
}

/** DELETE `/agent/payment-links/:payment_link_id`, refused as soon as somebody has opened the page. */
export function deleteLink(felloh: Felloh, call: Call, id: string): Answer {
  const wire = felloh.wire();
  const link = linkOf(felloh, id);
  refuseQuery(call, wire);
  const blocking = transactionsOf(felloh, link).filter(
    ({ completed_at }) => wire.delete_blocked_by === 'any_transaction' || completed_at !== null,
  );
  if (blocking.length > 0)
    throw refusal(
      wire.has_transactions_status,
      'payment_link.has_transactions',
      'Transactions have been made against the payment link',
    );
  link.deleted_at = felloh.clock.now();
  felloh.changed();
  return success({}, { errors: wire.success_errors });
}

/** POST `/agent/payment-links/:payment_link_id/assign`, by booking id or, without one, by booking reference. */
export function assignLink(felloh: Felloh, call: Call, id: string): Answer {
  const wire = felloh.wire();
  const body = jsonBody(call);
  const byReference =
    body.booking_id === undefined && Object.keys(assignByReferenceFields).some((name) => name in body);
  if (byReference) checkOrganisation(body, wire);
  const link = linkOf(felloh, id);
  if (!byReference) bookingNamed(felloh, body);
  const options = { wire, prefix: 'payment_link', faults: queryFaults(call, wire) };
  const wanted = byReference
    ? parseFields(body, assignByReferenceFields, options)
    : parseFields(body, assignFields, options);
  if (link.booking_id !== null && wire.assign_again === 'reject')
    throw refusal(422, 'payment_link.booking_id', 'The payment link has a booking already');
  link.booking_id = 'booking_id' in wanted ? wanted.booking_id : bookingByReference(felloh, wanted).id;
  felloh.changed();
  return success({}, { errors: wire.success_errors });
}

function bookingNamed({ state }: Felloh, { booking_id }: Body): void {
  if (typeof booking_id === 'string' && !find(state.bookings, booking_id))
    throw refusal(404, 'booking.not_found', 'There is no such booking');
}

/** The same reference again is the same booking, so that a repeated assign does not make a second. */
function bookingByReference(
  { state, clock, changed }: Felloh,
  wanted: Omit<Booking, 'id' | 'created_at'>,
): Booking {
  const { organisation, booking_reference } = wanted;
  const existing = Object.values(state.bookings).find(
    (booking) => booking.organisation === organisation && booking.booking_reference === booking_reference,
  );
  if (existing) return existing;
  const booking = { ...wanted, id: randomUUID(), created_at: toIso(clock.now()) };
  state.bookings[booking.id] = booking;
  changed();
  return booking;
}

function methodFaults(body: Body, byDefault: boolean): Fault[] {
  const names = ['open_banking_enabled', 'card_enabled'];
  if (names.some((name) => (body[name] ?? byDefault) !== false)) return [];
  return names.map((name) => ({
    code: `payment_link.${name}`,
    message: 'one payment method must be enabled',
  }));
}

/** Accounts without redirect properties do not know them, so they are treated like any unknown property. */
function withoutRedirects(given: Body, wire: Wire): { body: Body; faults: readonly Fault[] } {
  if (wire.redirect_properties) return { body: given, faults: [] };
  const { success_url, failure_url, cancel_url, ...body } = given;
  const named = Object.entries({ success_url, failure_url, cancel_url }).filter(
    ([, value]) => value !== undefined,
  );
  if (wire.unknown_property === 'ignore') return { body, faults: [] };
  const faults = named.map(([name]) => ({
    code: `payment_link.${name}`,
    message: `${name} is not a known property`,
  }));
  return { body, faults };
}
