import { ProviderError } from '../errors.ts';
import { callFortis, type FortisCall } from './call.ts';
import { readAll } from './pages.ts';
import { toFlag } from './status.ts';
import { type Paylink, type Transaction, TransactionsAnswer } from './wire.ts';

/**
 * The payments of a link that Fortis calls paid, for paid may still mean on its way. Undefined: they are not looked up, or
 * could not be; that the link is paid stands without them.
 */
export async function fetchPayments(link: Paylink, call: FortisCall): Promise<Transaction[] | undefined> {
  if (toFlag(link.status_id) !== 1) return [];
  if (!call.account.profile.transaction_lookup) return undefined;
  try {
    return await paymentsOf(link.id, call);
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

async function paymentsOf(paylinkId: string, call: FortisCall): Promise<Transaction[]> {
  const field = call.account.profile.transaction_paylink_field;
  const found = await readAll(async (page) => {
    const { transactions, meta } = await callFortis(
      {
        operation: 'payments',
        effect: 'read',
        method: 'GET',
        path: `/v2/transactions?${field}=${encodeURIComponent(paylinkId)}${page === 1 ? '' : `&page=${page}`}`,
        answer: TransactionsAnswer,
      },
      call,
    );
    return { records: transactions, meta };
  });
  // Should the filter have been ignored, these are everybody's payments.
  return found.filter((payment) => payment[field] === paylinkId);
}
