import { toIso } from '../../../lib/clock.ts';
import { fixtures, organisations } from './fixtures.ts';
import { type Booking, type Felloh, find, type Link, type Transaction, transactionsOf } from './state.ts';
import type { Wire } from './wire.ts';

/** What Felloh calls the states of a transaction, and what the wire profile adds to them. */
export function transactionStatuses(wire: Wire): string[] {
  const documented = ['COMPLETE', 'DECLINED', 'REJECTED', 'PAYMENTINPROGRESS', 'PENDING', 'ABANDONED'];
  return [
    ...new Set([
      ...documented,
      wire.open_transaction_status,
      wire.authorised_status,
      ...wire.processing_statuses,
    ]),
  ];
}

/** A payment link as the API answers it; a list's has no `type`. */
export function linkRecord(felloh: Felloh, link: Link, where: 'one' | 'list'): object {
  const booking = link.booking_id === null ? undefined : find(felloh.state.bookings, link.booking_id);
  return {
    id: link.id,
    booking: booking ? bookingRecord(booking) : null,
    customer: link.customer_id === null ? null : fixtures.customer,
    email: link.email,
    methods: { open_banking: link.open_banking, card: link.card },
    amount: link.amount,
    currency: link.currency,
    customer_name: link.customer_name,
    description: link.description,
    success_url: link.success_url,
    failure_url: link.failure_url,
    cancel_url: link.cancel_url,
    transactions: transactionsOf(felloh, link).map((transaction) => embedded(transaction, link)),
    user: fixtures.user,
    organisation: { id: link.organisation, name: organisations[link.organisation] ?? link.organisation },
    ...(where === 'one' ? { type: { id: link.type, created_at: fixtures.typeCreatedAt } } : {}),
    ...(link.hide_store_card === null ? {} : { hide_store_card: link.hide_store_card }),
    ...(link.store_card_forced === null ? {} : { store_card_forced: link.store_card_forced }),
    expires_at: toIso(link.expires_at),
    created_at: toIso(link.created_at),
  };
}

export function transactionRecord(transaction: Transaction): object {
  return {
    id: transaction.id,
    amount: transaction.amount,
    currency: transaction.currency,
    status: transaction.status,
    method: 'ONLINE',
    type: transaction.type,
    payment_link: { id: transaction.link },
    completed_at: isoOrNull(transaction.completed_at),
    created_at: toIso(transaction.created_at),
  };
}

function bookingRecord({ id, email, customer_name, booking_reference, created_at }: Booking): object {
  return { id, email, customer_name, booking_reference, departure_date: null, return_date: null, created_at };
}

/** The samples name no currency here; one that is not the link's is told, as it changes what was paid. */
function embedded({ id, amount, currency, completed_at, created_at }: Transaction, link: Link): object {
  return {
    id,
    amount,
    ...(currency === link.currency ? {} : { currency }),
    completed_at: isoOrNull(completed_at),
    created_at: toIso(created_at),
  };
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
