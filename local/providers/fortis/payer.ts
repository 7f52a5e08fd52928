import { Refusal } from './answers.ts';
import { dayIn } from './dates.ts';
import { postBack } from './postbacks.ts';
import {
  chargedBack,
  declined,
  type Fortis,
  hasExpired,
  isPaid,
  isPending,
  type Link,
  type Method,
  newId,
  type Transaction,
  transactionsOf,
} from './state.ts';

/** Of one kind of transaction; the first of an assumed list, or the sheet's where the list is empty. */
function statusOf({ wire }: Fortis, kind: 'card' | 'bank' | 'authorised' | 'settled'): number {
  const { card_paid_status_ids, ach_pending_status_ids, authorised_status_ids, ach_paid_status_ids } = wire();
  switch (kind) {
    case 'card':
      return card_paid_status_ids[0] ?? 101;
    case 'bank':
      return ach_pending_status_ids[0] ?? 131;
    case 'authorised':
      return authorised_status_ids[0] ?? 102;
    case 'settled':
      return ach_paid_status_ids[0] ?? 134;
  }
}

const sale = 20;
const authorisationOnly = 22;
const approved = 1000;
const genericDecline = 1500;

/** 404, 409 or 410 where the page can no longer be used. */
export function checkPayable(fortis: Fortis, link: Link): void {
  if (link.deleted_at !== null) throw new Refusal(404, 'This payment link does not exist.');
  if (link.status_id === 1) throw new Refusal(409, 'This payment has been made already.');
  if (link.active === 0) throw new Refusal(410, 'This payment link is no longer active.');
  if (hasExpired(fortis, link)) throw new Refusal(410, 'This payment link has expired.');
}

/** Those whose product id is set. */
export function methodsOf(link: Link): Method[] {
  return [
    ...(link.cc_product_transaction_id === null ? [] : ['card' as const]),
    ...(link.ach_product_transaction_id === null ? [] : ['bank' as const]),
  ];
}

/** What a payer chose, or the first method; refuses what is not offered. */
export function chosenMethod(link: Link, method: string | undefined): Method {
  const offered = methodsOf(link);
  const chosen = method === undefined ? offered[0] : offered.find((one) => one === method);
  if (!chosen) throw new Refusal(422, 'This way of paying is not offered.');
  return chosen;
}

/** A card is charged at once; a bank payment gets under way and counts as paid here from then on. */
export function pay(fortis: Fortis, link: Link, method: Method, amount = link.amount): Transaction {
  const transaction = begin(fortis, link, method, { amount, status_id: statusOf(fortis, method) });
  close(fortis, link);
  postBack(fortis, 'CREATE', transaction);
  return transaction;
}

/** Held on the card, not taken. No postback is documented. */
export function authorise(fortis: Fortis, link: Link, method: Method, amount = link.amount): Transaction {
  if (method !== 'card') throw new Refusal(422, 'Only a card can be authorised.');
  const status_id = statusOf(fortis, 'authorised');
  const transaction = begin(fortis, link, method, { amount, status_id, type_id: authorisationOnly });
  close(fortis, link);
  return transaction;
}

/** Declined: the paylink stays unpaid and may be tried again. */
export function fail(fortis: Fortis, link: Link, method: Method, amount = link.amount): Transaction {
  const transaction = begin(fortis, link, method, {
    amount,
    status_id: declined,
    reason_code_id: genericDecline,
  });
  postBack(fortis, 'CREATE', transaction);
  return transaction;
}

/** The bank's word on a bank payment, however late. */
export function settle(fortis: Fortis, transaction: Transaction): void {
  move(fortis, transaction, statusOf(fortis, 'settled'), 'settle_date');
}

export function chargeBack(fortis: Fortis, transaction: Transaction): void {
  move(fortis, transaction, chargedBack, 'charge_back_date');
}

/** What is held on the card is taken. */
export function capture(fortis: Fortis, transaction: Transaction): void {
  transaction.type_id = sale;
  move(fortis, transaction, statusOf(fortis, 'card'));
}

export function move(
  fortis: Fortis,
  transaction: Transaction,
  status_id: number,
  date?: 'settle_date' | 'void_date' | 'charge_back_date',
): void {
  const now = fortis.clock.now();
  transaction.status_id = status_id;
  transaction.modified_at = now;
  if (date) transaction[date] = dayIn(fortis.timeZone, now);
  fortis.changed();
  postBack(fortis, 'UPDATE', transaction);
}

/** The latest bank payment that waits for the bank. */
export function pendingPayment(fortis: Fortis, link: Link): Transaction | undefined {
  return transactionsOf(fortis, link).findLast((transaction) => isPending(fortis, transaction));
}

/** The latest bank payment that the bank can still take back. */
export function returnablePayment(fortis: Fortis, link: Link): Transaction | undefined {
  return transactionsOf(fortis, link).findLast(
    (one) => one.payment_method === 'ach' && (isPending(fortis, one) || isPaid(fortis, one)),
  );
}

function begin(
  { state, clock }: Fortis,
  link: Link,
  method: Method,
  outcome: Pick<Transaction, 'amount' | 'status_id'> &
    Partial<Pick<Transaction, 'reason_code_id' | 'type_id'>>,
): Transaction {
  const now = clock.now();
  const product = method === 'card' ? link.cc_product_transaction_id : link.ach_product_transaction_id;
  const transaction: Transaction = {
    id: newId(),
    link: link.id,
    payment_method: method === 'card' ? 'cc' : 'ach',
    reason_code_id: approved,
    type_id: sale,
    ...outcome,
    product_transaction_id: product ?? '',
    contact_id: link.contact_id,
    settle_date: null,
    void_date: null,
    charge_back_date: null,
    created_at: now,
    modified_at: now,
  };
  state.transactions[transaction.id] = transaction;
  link.transactions.push(transaction.id);
  return transaction;
}

function close(fortis: Fortis, link: Link): void {
  link.status_id = 1;
  link.active = fortis.wire().paid_sets_active;
  link.modified_at = fortis.clock.now();
  fortis.changed();
}
