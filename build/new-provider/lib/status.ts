import type { Money } from '../../../lib/money.ts';
import type { Flag, Observation, ObservedStatus } from '../../../lib/observation.ts';
import type { SampleProviderProfile } from './profile.ts';
import type { PaymentLink } from './wire.ts';

export interface ReadContext {
  /** Epoch ms at which the read began. */
  observedAt: number;
  /** What we asked for; absent: the link's own amount. */
  expected?: Money;
}

/** What a link says of itself. Money decides before the word: `paid` without money is no fact. */
export function observe(
  link: PaymentLink,
  { statuses }: SampleProviderProfile,
  { observedAt, expected }: ReadContext,
): Observation {
  const { amount_paid: paid, paid_at, opened_at } = link;
  const due = expected?.amount ?? link.amount;
  const otherMoney =
    expected !== undefined && (expected.amount !== link.amount || expected.currency !== link.currency);
  const isOurCurrency = expected === undefined || expected.currency === link.currency;
  const word = Object.hasOwn(statuses, link.status) ? statuses[link.status] : undefined;
  const status = isOurCurrency ? statusOf(word, paid, due) : undefined;
  const flags: [Flag, boolean][] = [
    ['amount_mismatch', otherMoney || status === 'partially_paid'],
    ['overpaid', isOurCurrency && paid > due],
    ['provider_status_unknown', word === undefined || (word === 'paid' && paid === 0)],
  ];
  const raised = flags.flatMap(([flag, isRaised]) => (isRaised ? [flag] : []));
  return {
    observedAt,
    providerStatus: link.status,
    ...(status !== undefined && { status }),
    ...(isOurCurrency && paid > 0 && { amountPaid: paid }),
    ...(status === 'paid' && paid_at != null && { paidAt: paid_at }),
    ...(opened_at != null && { firstOpenedAt: opened_at }),
    ...(raised.length > 0 && { flags: raised }),
  };
}

/** Undefined keeps our status. */
function statusOf(word: ObservedStatus | undefined, paid: number, due: number): ObservedStatus | undefined {
  if (paid > 0) return paid >= due ? 'paid' : 'partially_paid';
  return word === 'paid' ? undefined : word;
}
