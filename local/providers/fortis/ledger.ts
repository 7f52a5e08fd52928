import { toIso } from '../../../lib/clock.ts';
import type { LedgerLink } from '../control.ts';
import { formatAmount } from './money.ts';
import { pageUrl } from './page-url.ts';
import {
  amountPaid,
  type Fortis,
  type Link,
  type LinkState,
  linkState,
  type Message,
  type Transaction,
  transactionsOf,
} from './state.ts';

type Timed = 'created_at' | 'modified_at' | 'deleted_at';

/** A paylink with everything the simulator knows of it; times are RFC 3339, amounts cents. */
export interface LedgerEntry extends LedgerLink, Omit<Link, Timed | 'transactions' | 'messages'> {
  state: LinkState;
  /** Our reference: the `paylink_api_id`. */
  reference: string | null;
  currency: 'USD';
  amount_paid: number;
  created_at: string;
  modified_at: string;
  deleted_at: string | null;
  /** What the provider itself sent. */
  messages: readonly LedgerMessage[];
  transactions: readonly LedgerTransaction[];
}

export interface LedgerMessage extends Omit<Message, 'at'> {
  at: string;
}

export interface LedgerTransaction extends Omit<Transaction, 'created_at' | 'modified_at'> {
  created_at: string;
  modified_at: string;
}

export function ledger(fortis: Fortis): LedgerEntry[] {
  return Object.values(fortis.state.links).map((link) => ({
    ...link,
    url: pageUrl(fortis, link.id),
    state: linkState(fortis, link),
    summary: `${link.paylink_api_id ?? link.email ?? link.cell_phone ?? 'no reference'}, ${formatAmount(link.amount)}`,
    reference: link.paylink_api_id,
    currency: 'USD',
    amount_paid: amountPaid(fortis, link),
    created_at: toIso(link.created_at),
    modified_at: toIso(link.modified_at),
    deleted_at: link.deleted_at === null ? null : toIso(link.deleted_at),
    messages: link.messages.map((message) => ({ ...message, at: toIso(message.at) })),
    transactions: transactionsOf(fortis, link).map((transaction) => ({
      ...transaction,
      created_at: toIso(transaction.created_at),
      modified_at: toIso(transaction.modified_at),
    })),
  }));
}
