import { refusal } from './answers.ts';
import { notify } from './notifications.ts';
import {
  hasExpired,
  isUsed,
  type Link,
  newId,
  pageOf,
  pendingTransactions,
  type Smarterpay,
  type Transaction,
} from './state.ts';

/** What a card payment may have that the link does not ask for; never on the page. */
export interface Unasked {
  amount?: number | undefined;
  currency?: string | undefined;
}

/** 404 or 410 where the page can no longer be used. */
export function checkOpen(smarterpay: Smarterpay, link: Link): void {
  if (link.deleted_at !== null) throw refusal(404, 'not_found', 'This payment link does not exist.');
  if (isUsed(link)) throw refusal(410, 'used', 'This payment link has been used.');
  if (hasExpired(smarterpay, link)) throw refusal(410, 'expired', 'This payment link has expired.');
}

export function visit(smarterpay: Smarterpay, link: Link): void {
  if (link.visited_at !== null) return;
  link.visited_at = smarterpay.clock.now();
  smarterpay.changed();
}

/** The journey is done: paid by card, or whatever else the page is for. */
export function pay(smarterpay: Smarterpay, link: Link, unasked: Unasked = {}): Transaction | undefined {
  if (pageOf(link).kind !== 'card_payment') {
    complete(smarterpay, link);
    return undefined;
  }
  const [status = 'successful'] = smarterpay.wire().card_paid_statuses;
  complete(smarterpay, link);
  return charge(smarterpay, link, status, unasked);
}

/** As `pay`, but the bank's word is yet to come. */
export function payPending(smarterpay: Smarterpay, link: Link, unasked: Unasked = {}): Transaction {
  checkCard(link);
  const [status = 'pending'] = smarterpay.wire().card_pending_statuses;
  complete(smarterpay, link);
  return charge(smarterpay, link, status, unasked);
}

/** The card is declined; the link stays as it is. */
export function fail(smarterpay: Smarterpay, link: Link, unasked: Unasked = {}): Transaction {
  checkCard(link);
  return charge(smarterpay, link, failedStatus(smarterpay), unasked);
}

/** The bank's word on a pending payment, however late: the named one, else the latest. */
export function settle(smarterpay: Smarterpay, link: Link, id?: string): Transaction {
  const [status = 'successful'] = smarterpay.wire().card_paid_statuses;
  return edit(smarterpay, link, pending(smarterpay, link, id), status);
}

export function settleFail(smarterpay: Smarterpay, link: Link, id?: string): Transaction {
  return edit(smarterpay, link, pending(smarterpay, link, id), failedStatus(smarterpay));
}

/** Gives a card payment another status, and tells it. */
export function edit(
  smarterpay: Smarterpay,
  link: Link,
  transaction: Transaction,
  status: string,
): Transaction {
  transaction.status = status;
  // At least the next second: the latest `edited_at` counts, and events say no part of a second.
  transaction.edited_at = Math.max(smarterpay.clock.now(), transaction.edited_at + 1000);
  smarterpay.changed();
  notify(smarterpay, link, transaction, 'card_payment.update');
  return transaction;
}

function charge(
  smarterpay: Smarterpay,
  link: Link,
  status: string,
  { amount, currency }: Unasked,
): Transaction {
  const now = smarterpay.clock.now();
  const transaction: Transaction = {
    id: newId('CP'),
    amount: amount ?? link.amount ?? 0,
    currency: currency ?? 'GBP',
    status,
    created_at: now,
    edited_at: now,
    events: [],
  };
  link.transactions.push(transaction);
  smarterpay.changed();
  notify(smarterpay, link, transaction, 'card_payment.create');
  return transaction;
}

function complete(smarterpay: Smarterpay, link: Link): void {
  link.completed_at = smarterpay.clock.now();
  if (pageOf(link).single_use && smarterpay.wire().single_use_status === 'expired') link.expired = true;
  smarterpay.changed();
}

function failedStatus(smarterpay: Smarterpay): string {
  const { card_failed_statuses } = smarterpay.wire();
  return card_failed_statuses.includes('failed') ? 'failed' : (card_failed_statuses[0] ?? 'failed');
}

function pending(smarterpay: Smarterpay, link: Link, id: string | undefined): Transaction {
  const found = pendingTransactions(smarterpay, link).findLast((one) => id === undefined || one.id === id);
  if (!found) throw refusal(409, 'settled', 'No card payment is pending here.');
  return found;
}

function checkCard(link: Link): void {
  if (pageOf(link).kind !== 'card_payment')
    throw refusal(422, 'kind', 'This page does not take a card payment.');
}
