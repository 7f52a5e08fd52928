import { toIso } from '../../../lib/clock.ts';
import type { LedgerLink } from '../../../local/providers/control.ts';
import { formatAmount } from './page.ts';
import { type LinkState, linkState, linkUrl, type SampleProvider } from './state.ts';

/** A link with what the simulator knows of it; amounts are minor units. */
export interface LedgerEntry extends LedgerLink {
  state: LinkState;
  reference: string;
  amount: number;
  currency: string;
  amount_paid: number;
  created_at: string;
}

export function ledger(sampleProvider: SampleProvider): LedgerEntry[] {
  return Object.values(sampleProvider.state.links).map((link) => ({
    id: link.id,
    url: linkUrl(sampleProvider, link),
    state: linkState(sampleProvider, link),
    summary: `${link.customer.name ?? 'Somebody'}, ${formatAmount(link.amount, link.currency)}`,
    reference: link.reference,
    amount: link.amount,
    currency: link.currency,
    amount_paid: link.amount_paid,
    created_at: toIso(link.created_at),
  }));
}
