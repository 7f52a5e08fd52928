import { toIso } from '../../../lib/clock.ts';
import type { LedgerLink } from '../control.ts';
import { pageUrl } from './page.ts';
import { formatAmount } from './page-markup.ts';
import {
  type Felloh,
  type Link,
  type LinkState,
  linkState,
  type Transaction,
  transactionsOf,
} from './state.ts';

type Timed = 'created_at' | 'expires_at' | 'deleted_at' | 'emailed_at';

/** A link with everything the simulator knows of it; times are RFC 3339. */
export interface LedgerEntry extends LedgerLink, Omit<Link, Timed | 'transactions'> {
  state: LinkState;
  created_at: string;
  expires_at: string;
  deleted_at: string | null;
  emailed_at: string | null;
  transactions: readonly LedgerTransaction[];
}

export interface LedgerTransaction extends Omit<Transaction, 'created_at' | 'completed_at'> {
  created_at: string;
  completed_at: string | null;
}

export function ledger(felloh: Felloh): LedgerEntry[] {
  return Object.values(felloh.state.links).map((link) => ({
    ...link,
    url: pageUrl(felloh, link.id),
    state: linkState(felloh, link),
    summary: `${link.customer_name}, ${formatAmount(link.amount, link.currency, felloh.wire())}`,
    created_at: toIso(link.created_at),
    expires_at: toIso(link.expires_at),
    deleted_at: isoOrNull(link.deleted_at),
    emailed_at: isoOrNull(link.emailed_at),
    transactions: transactionsOf(felloh, link).map((transaction) => ({
      ...transaction,
      created_at: toIso(transaction.created_at),
      completed_at: isoOrNull(transaction.completed_at),
    })),
  }));
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
