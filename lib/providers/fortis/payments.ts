import { ProviderError } from '../errors.ts';
import { callFortis, type FortisCall, failed } from './call.ts';
import { readAll } from './pages.ts';
import { toFlag } from './status.ts';
import { type Paylink, type Transaction, TransactionsAnswer } from './wire.ts';

/**
 * The payments of a link that Fortis calls paid, for paid may still mean on its way. Undefined: this account has no
 * look-up, by its profile or because Fortis refuses it; that the link is paid then stands without them.
 *
 * A look-up that was not answered fails the whole read. So does an empty one of a link that has changed just now, for lists
 * lag: a bank payment under way must not pass for paid, which is never taken back.
 */
export async function fetchPayments(link: Paylink, call: FortisCall): Promise<Transaction[] | undefined> {
  if (toFlag(link.status_id) !== 1) return [];
  if (!call.account.profile.transaction_lookup) return undefined;
  const startedAt = call.now();
  try {
    const payments = await paymentsOf(link.id, call);
    if (payments.length === 0 && mayLag(link, startedAt, call)) throw failed('unavailable', 'payments');
    return payments;
  } catch (error) {
    if (error instanceof ProviderError && isRefusal(error)) return undefined;
    throw error;
  }
}

/** An answer that asking again would not change. 401 is about the keys, with which nothing can be read at all. */
function isRefusal({ facts: { status = 0, kind } }: ProviderError): boolean {
  if (kind === 'unavailable' || kind === 'rate-limited') return false;
  return status >= 400 && status !== 401;
}

/** Its times are whole seconds, so a second more. */
function mayLag({ modified_ts }: Paylink, startedAt: number, { account }: FortisCall): boolean {
  if (modified_ts === null || modified_ts === undefined) return false;
  return startedAt < (modified_ts + 1 + account.profile.list_lag_seconds) * 1000;
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
