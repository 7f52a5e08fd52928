import type { Answer, Call } from '../server.ts';
import { refusal, success } from './answers.ts';
import { transactionRecord } from './records.ts';
import { refuseQuery } from './request.ts';
import { type Felloh, find, type Transaction } from './state.ts';

/** GET `/agent/transactions/:id` */
export function getTransaction(felloh: Felloh, call: Call, id: string): Answer {
  return answer(felloh, transactionOf(felloh, call, id));
}

/** GET (!) `/agent/transactions/:id/complete`: captures what is held on the card. */
export function captureTransaction(felloh: Felloh, call: Call, id: string): Answer {
  const transaction = transactionOf(felloh, call, id);
  capture(felloh, transaction);
  return answer(felloh, transaction);
}

/** GET (!) `/agent/transactions/:id/reverse`: lets go of what is held on the card. */
export function reverseTransaction(felloh: Felloh, call: Call, id: string): Answer {
  const transaction = transactionOf(felloh, call, id);
  reverse(felloh, transaction);
  return answer(felloh, transaction);
}

export function capture(felloh: Felloh, transaction: Transaction): void {
  checkHeld(transaction);
  transaction.status = 'COMPLETE';
  transaction.completed_at = felloh.clock.now();
  transaction.authorised = false;
  felloh.changed();
}

export function reverse(felloh: Felloh, transaction: Transaction): void {
  checkHeld(transaction);
  transaction.status = 'ABANDONED';
  transaction.authorised = false;
  felloh.changed();
}

function checkHeld({ authorised }: Transaction): void {
  if (!authorised) throw refusal(422, 'transaction.status', 'The transaction is not an authorised one');
}

function transactionOf({ state, wire }: Felloh, call: Call, id: string): Transaction {
  const transaction = find(state.transactions, id.toLowerCase());
  if (!transaction) throw refusal(404, 'transaction.not_found', 'There is no such transaction');
  refuseQuery(call, wire());
  return transaction;
}

function answer(felloh: Felloh, transaction: Transaction): Answer {
  return success(transactionRecord(transaction), { errors: felloh.wire().success_errors });
}
