import type { Money } from '../../money.ts';
import type { Flag, Observation, ObservedStatus } from '../../observation.ts';
import type { Page, SmarterpayAccount } from './account.ts';
import { CURRENCY, fromWireAmount } from './amounts.ts';
import { toInstant } from './dates.ts';
import type { SmarterpayProfile } from './profile.ts';
import type { CardEvent, PaymentLink } from './wire.ts';

export interface ReadContext {
  /** Epoch ms at which the read began. */
  observedAt: number;
  /** What we asked for; absent: not known here. */
  expected?: Money;
}

interface Facts {
  /** Undefined: a page that the connection's settings do not name. */
  page: Page | undefined;
  status: string;
  completed: boolean;
  meansPaid: boolean;
}

/**
 * First matching row wins (section 5 of the sheet, as far as the link itself tells); undefined keeps our status. Whether
 * we cancelled, and whether our own end has passed, is known to us alone.
 */
const STATUS: readonly (readonly [(facts: Facts) => boolean, ObservedStatus | undefined])[] = [
  [({ page, status }) => page?.singleUse === false && status === 'active', 'active'],
  [({ page, completed }) => page === undefined && completed, undefined],
  [(facts) => isOnceDone(facts) && facts.page?.kind !== 'card_payment', 'paid'],
  [(facts) => isOnceDone(facts) && facts.meansPaid, 'paid'],
  [(facts) => isOnceDone(facts), 'processing'],
  [({ status }) => status === 'expired', 'expired'],
  [({ status }) => status === 'active', 'active'],
  [() => true, undefined],
];

export function observe(
  link: PaymentLink,
  { pages, profile }: SmarterpayAccount,
  { observedAt, expected }: ReadContext,
): Observation {
  const page = pages.find(({ id }) => id === link.ecommerce_page);
  const completedAt = toInstant(link.completed_at, profile.time_zone);
  const facts: Facts = {
    page,
    status: link.status,
    completed: Boolean(link.completed_at),
    meansPaid: profile.completed_means_paid,
  };
  const status = STATUS.find(([applies]) => applies(facts))?.[1];
  const visitedAt = toInstant(link.visited_at, profile.time_zone);
  const amount = fromWireAmount(link.amount, profile.amount_unit);
  const byCard = page?.kind === 'card_payment';
  const flags: Flag[] = [];
  if (expected !== undefined && amount !== undefined && amount !== expected.amount) {
    flags.push('amount_mismatch');
  }
  if (status === 'paid' && byCard) flags.push('amount_unconfirmed');
  if (status === undefined) flags.push('provider_status_unknown');
  return {
    observedAt,
    ...(status !== undefined && { status }),
    providerStatus: link.status,
    // A journey is done, no money is proved by it.
    ...(status === 'paid' && !byCard && { amountPaid: 0 }),
    ...(status === 'paid' && completedAt !== undefined && { paidAt: completedAt }),
    ...(visitedAt !== undefined && { firstOpenedAt: visitedAt }),
    ...(flags.length > 0 && { flags }),
  };
}

/** A page for one payer, whose journey has reached its end. */
export function isOnceDone({ page, completed }: Pick<Facts, 'page' | 'completed'>): boolean {
  return page?.singleUse === true && completed;
}

/**
 * What a verified card event of a single-use link proves. Of money it tells how much, and when: whether that is all or a
 * part is seen by the amount of our own link. A failed attempt moves nothing. Undefined: it is about no payment.
 */
export function observeCard(
  event: CardEvent,
  profile: SmarterpayProfile,
  now: number,
): Observation | undefined {
  const { status, transaction_type, currency_code } = event;
  // A refund, or whatever else there may be, is no money that came in.
  if (transaction_type && transaction_type !== 'sale') return undefined;
  const at = Math.min(eventTime(event, profile) ?? now, now);
  const seen = { observedAt: at, providerStatus: status };
  if (profile.card_pending_statuses.includes(status)) return { ...seen, status: 'processing' };
  if (profile.card_failed_statuses.includes(status)) return seen;
  if (!profile.card_paid_statuses.includes(status)) return undefined;
  if (currency_code && currency_code !== CURRENCY) return { ...seen, flags: ['amount_mismatch'] };
  const amountPaid = fromWireAmount(event.initial_amount, profile.webhook_amount_unit);
  // Money has come, but how much cannot be read: a person has to look.
  if (amountPaid === undefined) return { ...seen, status: 'processing', flags: ['amount_unconfirmed'] };
  return { ...seen, amountPaid, paidAt: at };
}

/** When the event's payment was last changed: of several events the latest counts. */
export function eventTime(event: CardEvent, { time_zone }: SmarterpayProfile): number | undefined {
  return toInstant(event.edited_at, time_zone) ?? toInstant(event.created_at, time_zone);
}
