import { createHmac, randomUUID } from 'node:crypto';
import { fixtures } from './fixtures.ts';
import { toWire } from './money.ts';
import { type Link, newId, type Smarterpay, type Transaction } from './state.ts';
import { eventTime } from './times.ts';

/** Header that proves the sender: lower-case hex of HMAC-SHA256 over the exact body. */
export function signature(key: string, body: string): Record<string, string> {
  return { 'Webhook-Signature': createHmac('sha256', key).update(body).digest('hex') };
}

/** Remembers what became of a card payment, and tells the subscription if there is one. */
export function notify(
  smarterpay: Smarterpay,
  link: Link,
  transaction: Transaction,
  type: 'card_payment.create' | 'card_payment.update',
): void {
  const event = cardEvent(smarterpay, link, transaction, type);
  transaction.events.push(event);
  send(smarterpay, [event]);
}

/** Everything ever told of a link once more in one body, the latest first: order is not guaranteed. */
export function notifyAgain(smarterpay: Smarterpay, link: Link): void {
  const events = link.transactions.flatMap((transaction) => transaction.events);
  if (events.length > 0) send(smarterpay, events.toReversed());
}

/** An event of a kind that has nothing to do with payments. */
export function notifyOther(smarterpay: Smarterpay): void {
  const at = eventTime(smarterpay.clock.now());
  send(smarterpay, [
    {
      id: fixtures.records.customer_account,
      legacy_id: null,
      event_id: nextEventId(smarterpay),
      event_type: 'customer_account.update',
      event_source: 'Portal',
      created_at: at,
      edited_at: at,
      client: { id: fixtures.client },
    },
  ]);
}

function cardEvent(smarterpay: Smarterpay, link: Link, transaction: Transaction, type: string): object {
  const { webhook_amount_unit, webhook_reference_field } = smarterpay.wire();
  const { id, created_at, edited_at, status, currency, amount } = transaction;
  return {
    id,
    legacy_id: null,
    event_id: nextEventId(smarterpay),
    event_type: type,
    event_source: 'EcommercePage',
    created_at: eventTime(created_at),
    edited_at: eventTime(edited_at),
    custom_reference: null,
    status,
    status_details: null,
    status_code: null,
    currency_code: currency,
    initial_amount: toWire(amount, webhook_amount_unit),
    transaction_type: 'sale',
    metadata: null,
    customer_account: link.customer_account,
    client: { id: fixtures.client },
    [webhook_reference_field]: link.card_payment_custom_reference,
  };
}

function nextEventId(smarterpay: Smarterpay): string {
  smarterpay.state.events += 1;
  return `EV${String(smarterpay.state.events).padStart(9, '0')}`;
}

function send({ webhooks, clock }: Smarterpay, events: readonly object[]): void {
  webhooks.send(
    JSON.stringify({
      id: newId('WH'),
      idempotency_key: randomUUID(),
      sent_at: eventTime(clock.now()),
      client: { id: fixtures.client },
      events,
    }),
  );
}
