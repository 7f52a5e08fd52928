import { randomUUID } from 'node:crypto';
import { refusal } from './answers.ts';
import { cardRegions, cardTypes } from './fixtures.ts';
import { notify } from './notifications.ts';
import {
  amountPaid,
  type Felloh,
  find,
  hasExpired,
  isUnderWay,
  type Link,
  type Transaction,
  transactionsOf,
} from './state.ts';

export interface PayerChoice {
  method?: string | undefined;
  card_type?: string | undefined;
  card_region?: string | undefined;
}

/** 404, 409 or 410 where the page can no longer be used. */
export function checkPayable(felloh: Felloh, link: Link): void {
  if (link.deleted_at !== null) throw refusal(404, 'page.deleted', 'This payment link does not exist.');
  if (amountPaid(felloh, link) >= link.amount)
    throw refusal(409, 'page.paid', 'This payment has been made already.');
  if (hasExpired(felloh, link)) throw refusal(410, 'page.expired', 'This payment link has expired.');
}

/** What opening the page leaves behind. */
export function begin(
  felloh: Felloh,
  link: Link,
  other: { amount?: number; currency?: string } = {},
): Transaction {
  const transaction: Transaction = {
    id: randomUUID(),
    link: link.id,
    amount: other.amount ?? link.amount,
    currency: other.currency ?? link.currency,
    status: felloh.wire().open_transaction_status,
    type: link.card ? 'CARD' : 'OPEN_BANKING',
    card_type: null,
    card_region: null,
    used: false,
    authorised: false,
    created_at: felloh.clock.now(),
    completed_at: null,
  };
  felloh.state.transactions[transaction.id] = transaction;
  link.transactions.push(transaction.id);
  felloh.changed();
  return transaction;
}

/** The payer's own transaction, while nothing has become of it. */
export function unusedTransaction(felloh: Felloh, link: Link, id: string): Transaction {
  const transaction = link.transactions.includes(id) ? find(felloh.state.transactions, id) : undefined;
  if (!transaction) throw refusal(422, 'page.transaction', 'This page was not opened for this payment.');
  if (transaction.used)
    throw refusal(409, 'page.used', 'This attempt is over. Open the page again for another one.');
  return transaction;
}

/** A card is charged, or held with `authorisation_only`; a bank payment gets under way. */
export function pay(felloh: Felloh, link: Link, transaction: Transaction, choice: PayerChoice): void {
  const { authorised_status, processing_statuses } = felloh.wire();
  Object.assign(transaction, chosen(link, choice));
  transaction.used = true;
  if (transaction.type === 'OPEN_BANKING') {
    transaction.status = processing_statuses[0] ?? 'PAYMENTINPROGRESS';
  } else if (link.authorisation_only) {
    transaction.status = authorised_status;
    transaction.authorised = true;
  } else {
    done(felloh, link, transaction);
  }
  felloh.changed();
}

export function fail(felloh: Felloh, link: Link, transaction: Transaction, choice: PayerChoice): void {
  if (choice.method !== undefined) Object.assign(transaction, chosen(link, choice));
  transaction.used = true;
  transaction.status = 'DECLINED';
  felloh.changed();
  notify(felloh, link, transaction);
}

export function abandon(felloh: Felloh, transaction: Transaction): void {
  transaction.used = true;
  transaction.status = 'ABANDONED';
  felloh.changed();
}

/** The bank's word on an open banking payment; money that comes late is money too. */
export function settle(felloh: Felloh, link: Link, transaction: Transaction): void {
  checkBankPayment(felloh, transaction);
  done(felloh, link, transaction);
}

export function settleFail(felloh: Felloh, transaction: Transaction): void {
  checkBankPayment(felloh, transaction);
  transaction.status = 'REJECTED';
  felloh.changed();
}

/** Bank payments of this link that wait for the bank's word. */
export function bankPayments(felloh: Felloh, link: Link): Transaction[] {
  return transactionsOf(felloh, link).filter((transaction) => isBankPayment(felloh, transaction));
}

/** What a choice makes of a transaction; refuses what the link does not allow. */
export function chosen(
  link: Link,
  { method, card_type, card_region }: PayerChoice,
): Pick<Transaction, 'type' | 'card_type' | 'card_region'> {
  if (method === 'open_banking' && link.open_banking)
    return { type: 'OPEN_BANKING', card_type: null, card_region: null };
  if (method !== 'card' || !link.card)
    throw refusal(422, 'page.method', 'This way of paying is not offered.');
  return {
    type: 'CARD',
    card_type: accepted('type', card_type, cardTypes, link.excluded_card_types),
    card_region: accepted('region', card_region, cardRegions, link.excluded_card_regions),
  };
}

function allowed(all: readonly string[], excluded: readonly string[]): string[] {
  return all.filter((one) => !excluded.includes(one));
}

function done(felloh: Felloh, link: Link, transaction: Transaction): void {
  transaction.status = 'COMPLETE';
  transaction.completed_at = felloh.clock.now();
  felloh.changed();
  notify(felloh, link, transaction);
}

/** Without a choice the first one that is accepted. */
function accepted(
  what: string,
  chosen: string | undefined,
  all: readonly string[],
  excluded: readonly string[],
): string {
  const options = allowed(all, excluded);
  const one = chosen ?? options[0];
  if (one === undefined || !options.includes(one))
    throw refusal(422, `page.card_${what}`, `Cards of this ${what} are not accepted for this payment.`);
  return one;
}

function checkBankPayment(felloh: Felloh, transaction: Transaction): void {
  if (!isBankPayment(felloh, transaction))
    throw refusal(409, 'page.settled', 'No bank payment is under way here.');
}

function isBankPayment(felloh: Felloh, transaction: Transaction): boolean {
  return transaction.used && transaction.type === 'OPEN_BANKING' && isUnderWay(felloh, transaction);
}
