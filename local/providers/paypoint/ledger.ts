import { toIso } from '../../../lib/clock.ts';
import type { LedgerLink } from '../control.ts';
import { formatAmount } from './money.ts';
import { longUrl, shortUrl } from './page-urls.ts';
import { amountPaid, type Link, type LinkState, linkState, type Message, type Paypoint } from './state.ts';

type Timed = 'created_at' | 'sent_at' | 'viewed_at' | 'paid_at' | 'deleted_at';

/** A request for payment with everything the simulator knows of it but its passphrase; times are RFC 3339, money pence. */
export interface LedgerEntry
  extends LedgerLink,
    Omit<Link, Timed | 'short' | 'passphrase' | 'payments' | 'messages'> {
  state: LinkState;
  short_url: string;
  currency: 'GBP';
  amount_paid: number;
  has_passphrase: boolean;
  payments: readonly { amount: number; at: string }[];
  /** What PayPoint itself sent. */
  messages: readonly (Omit<Message, 'at'> & { at: string })[];
  created_at: string;
  sent_at: string | null;
  viewed_at: string | null;
  paid_at: string | null;
  deleted_at: string | null;
}

export function ledger(paypoint: Paypoint): LedgerEntry[] {
  return Object.values(paypoint.state.links).map(({ short, passphrase, ...link }) => ({
    ...link,
    url: longUrl(paypoint, link),
    short_url: shortUrl(paypoint, { short }),
    state: linkState({ short, passphrase, ...link }, paypoint.wire()),
    summary: `${link.first_name} ${link.last_name}, ${formatAmount(link.amount)}, ${link.reference}`,
    currency: 'GBP',
    amount_paid: amountPaid({ short, passphrase, ...link }),
    has_passphrase: passphrase !== null,
    payments: link.payments.map(({ amount, at }) => ({ amount, at: toIso(at) })),
    messages: link.messages.map((message) => ({ ...message, at: toIso(message.at) })),
    created_at: toIso(link.created_at),
    sent_at: isoOrNull(link.sent_at),
    viewed_at: isoOrNull(link.viewed_at),
    paid_at: isoOrNull(link.paid_at),
    deleted_at: isoOrNull(link.deleted_at),
  }));
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : toIso(at);
}
