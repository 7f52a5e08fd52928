import { toIso } from '../../../lib/clock.ts';
import type { LedgerLink } from '../control.ts';
import type { Kind } from './fixtures.ts';
import { sterling } from './money.ts';
import { pageUrl } from './page-url.ts';
import {
  amountPaid,
  hasExpired,
  type Link,
  type LinkState,
  linkState,
  pageOf,
  type Smarterpay,
  type Transaction,
} from './state.ts';
import { defaultWire } from './wire.ts';

type Timed = 'created_at' | 'expires_at' | 'visited_at' | 'completed_at' | 'deleted_at';

/** A link with everything the simulator knows of it; times are RFC 3339, amounts pence. */
export interface LedgerEntry
  extends LedgerLink,
    Omit<Link, Timed | 'transactions' | 'setup' | 'token' | 'status' | 'expired'> {
  state: LinkState;
  kind: Kind;
  currency: 'GBP';
  /** What is certain, of all card payments together. */
  amount_paid: number;
  /** The link maker's own, in the property that `wire.reference_field` names. */
  reference: string | null;
  merchant_reference: string | null;
  /** As the API answers it. */
  status: string;
  created_at: string;
  expires_at: string | null;
  visited_at: string | null;
  completed_at: string | null;
  deleted_at: string | null;
  transactions: readonly LedgerTransaction[];
  /** SmarterPay sends nothing itself. */
  messages: readonly never[];
}

interface LedgerTransaction extends Omit<Transaction, 'created_at' | 'edited_at' | 'events'> {
  created_at: string;
  edited_at: string;
}

export function ledger(smarterpay: Smarterpay): LedgerEntry[] {
  const { reference_field, merchant_reference_field } = smarterpay.wire();
  return Object.values(smarterpay.state.links).map((link) => {
    const { setup: _, token: _token, expired: _expired, ...known } = link;
    const { kind } = pageOf(link);
    const amount = link.amount === null ? kind : sterling(link.amount);
    const ours = reference_field[kind] ?? defaultWire.reference_field[kind] ?? '';
    return {
      ...known,
      url: pageUrl(smarterpay, link),
      state: linkState(smarterpay, link),
      summary: `${link.description ?? link.ecommerce_page}, ${amount}`,
      kind,
      currency: 'GBP',
      amount_paid: amountPaid(smarterpay, link),
      reference: textOf(link, ours),
      merchant_reference: textOf(link, merchant_reference_field),
      status: link.status ?? (hasExpired(smarterpay, link) ? 'expired' : 'active'),
      created_at: toIso(link.created_at),
      expires_at: isoOrNull(link.expires_at),
      visited_at: isoOrNull(link.visited_at),
      completed_at: isoOrNull(link.completed_at),
      deleted_at: isoOrNull(link.deleted_at),
      transactions: link.transactions.map(({ events: _events, ...transaction }) => ({
        ...transaction,
        created_at: toIso(transaction.created_at),
        edited_at: toIso(transaction.edited_at),
      })),
      messages: [],
    };
  });
}

function textOf(link: Link, property: string): string | null {
  const value = Object.entries(link).find(([name]) => name === property)?.[1];
  return typeof value === 'string' ? value : null;
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
