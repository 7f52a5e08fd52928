import { toIso } from '../../../lib/clock.ts';
import type { LedgerLink } from '../control.ts';
import { formatAmount } from './money.ts';
import {
  type Allpay,
  amountPaid,
  type Link,
  type LinkState,
  linkState,
  linkUrl,
  type Message,
  remaining,
} from './state.ts';

type Timed = 'created_at' | 'opened_at' | 'downloaded_at' | 'deleted_at';

/** A link with everything the simulator knows of it; amounts are pence, times RFC 3339. */
export interface LedgerEntry extends LedgerLink, Omit<Link, Timed | 'payments' | 'messages'> {
  state: LinkState;
  /** What follows the last colon of `created_by`, null without a colon. */
  our_reference: string | null;
  amount_paid: number;
  remaining: number;
  created_at: string;
  opened_at: string | null;
  downloaded_at: string | null;
  deleted_at: string | null;
  payments: readonly { amount: number; paid_at: string }[];
  /** What SendLinks sent, oldest first. */
  messages: readonly (Omit<Message, 'sent_at'> & { sent_at: string })[];
}

export function ledger(allpay: Allpay): LedgerEntry[] {
  return Object.values(allpay.state.links).map((link) => ({
    ...link,
    url: linkUrl(allpay, link),
    state: linkState(link),
    summary: `${link.first_name} ${link.last_name}, ${formatAmount(link.amount)}`,
    our_reference: /:([^:]*)$/.exec(link.created_by)?.[1] ?? null,
    amount_paid: amountPaid(link),
    remaining: remaining(link),
    created_at: toIso(link.created_at),
    opened_at: isoOrNull(link.opened_at),
    downloaded_at: isoOrNull(link.downloaded_at),
    deleted_at: isoOrNull(link.deleted_at),
    payments: link.payments.map(({ amount, paid_at }) => ({ amount, paid_at: toIso(paid_at) })),
    messages: link.messages.map((message) => ({ ...message, sent_at: toIso(message.sent_at) })),
  }));
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
