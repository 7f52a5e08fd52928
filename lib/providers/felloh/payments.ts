import { ProviderError } from '../errors.ts';
import { callFelloh, type FellohCall } from './call.ts';
import { statusOf, undoneTransactions } from './status.ts';
import { type PaymentLink, type Transaction, TransactionAnswer } from './wire.ts';

/** An attempt older than the newest three no longer runs. */
const NEWEST = 3;

/** What is going on with a link that has opened but unpaid transactions; the link itself does not tell. */
export async function fetchPayments(link: PaymentLink, call: FellohCall): Promise<Transaction[]> {
  const unclear = undoneTransactions(link)
    .slice(0, NEWEST)
    .filter((transaction) => statusOf(transaction) === undefined);
  const payments: Transaction[] = [];
  for (const { id } of unclear) {
    const payment = await fetchPayment(id, call);
    if (payment) payments.push(payment);
  }
  return payments;
}

/** Undefined: Felloh does not know it. */
export async function fetchPayment(id: string, call: FellohCall): Promise<Transaction | undefined> {
  try {
    const { data } = await callFelloh(
      {
        operation: 'payment',
        effect: 'read',
        method: 'GET',
        path: `/agent/transactions/${encodeURIComponent(id)}`,
        namesRecord: true,
        answer: TransactionAnswer,
      },
      call,
    );
    return data;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
