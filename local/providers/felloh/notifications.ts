import { createHmac } from 'node:crypto';
import { type Felloh, find, type Link, type Transaction } from './state.ts';

/** Header that proves the sender: lower-case hex of HMAC-SHA256 over the exact body. */
export function signature(secret: string, body: string): Record<string, string> {
  return { 'X-Signature': createHmac('sha256', secret).update(body).digest('hex') };
}

/** Tells the configured webhook what became of a transaction. */
export function notify(felloh: Felloh, link: Link, transaction: Transaction): void {
  felloh.state.notifications += 1;
  const body =
    felloh.wire().webhook_shape === 'flat' ? flat(felloh, link, transaction) : eventData(transaction);
  felloh.webhooks.send(JSON.stringify(body));
}

function flat({ state }: Felloh, link: Link, transaction: Transaction): object {
  const booking = link.booking_id === null ? undefined : find(state.bookings, link.booking_id);
  const { amount, currency, status, completed_at, id } = transaction;
  return {
    amount,
    booking: booking ? { id: booking.id, booking_reference: booking.booking_reference } : null,
    completed_at: completed_at === null ? null : Math.floor(completed_at / 1000),
    currency,
    payment_link: { id: link.id },
    provider: { name: 'SIMULATOR', reference: `sim-${String(state.notifications).padStart(6, '0')}` },
    status,
    transaction: { id },
  };
}

function eventData({ id, amount, currency, status }: Transaction): object {
  return {
    event: `transaction.${status.toLowerCase()}`,
    data: { id, amount, currency, status: { id: status } },
  };
}
