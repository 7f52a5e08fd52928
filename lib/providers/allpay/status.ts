import type { Money } from '../../money.ts';
import type { Observation } from '../../observation.ts';
import type { AllpayLink } from './wire.ts';

/** A link in one of the two lists. */
export interface ListedLink {
  link: AllpayLink;
  list: 'pending' | 'active';
  /** Epoch ms at which the read of that list began. */
  observedAt: number;
}

type Facts = Omit<Observation, 'observedAt' | 'providerStatus'>;

/** The active list's numbers (section 5 of the sheet). A number shows the latest event alone, and never its time. */
const STATUS: ReadonlyMap<unknown, (at: number, amount: number | undefined) => Facts> = new Map([
  [
    153,
    (at: number, amount: number | undefined): Facts => ({
      status: 'paid',
      paidAt: at,
      // No paid amount is given: what was asked for stands in.
      ...(amount !== undefined && { amountPaid: amount }),
      flags: ['amount_unconfirmed'],
    }),
  ],
  [155, (): Facts => ({ status: 'partially_paid' })],
  [154, (at: number): Facts => ({ status: 'active', downloadedAt: at })],
  [152, (at: number): Facts => ({ status: 'active', firstOpenedAt: at })],
  [151, (at: number): Facts => ({ status: 'active', firstSentAt: at })],
]);

/** `expected`: what we asked for; absent: what the list says. */
export function observe({ link, list, observedAt }: ListedLink, expected?: Money): Observation {
  if (list === 'pending') return { observedAt, status: 'active', providerStatus: 'pending' };
  const facts = STATUS.get(link.status);
  return {
    observedAt,
    providerStatus: wordOf(link.status),
    ...(facts?.(observedAt, expected?.amount ?? link.amount) ?? { flags: ['provider_status_unknown'] }),
  };
}

/** The raw status for people; nothing longer than a status may be. */
function wordOf(status: unknown): string {
  if (status === undefined) return 'none';
  const word = typeof status === 'string' || typeof status === 'number' ? String(status) : '';
  return /^[\w .-]{1,40}$/.test(word) ? word : 'unreadable';
}
