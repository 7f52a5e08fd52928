import type { Link, LinkStatus, Stage } from './link.ts';

/** The statuses that each status may be followed by. Money is stronger than all else, and `paid` is never left. */
export const TRANSITIONS: Readonly<Record<LinkStatus, readonly LinkStatus[]>> = {
  creating: ['active', 'paid', 'partially_paid', 'processing', 'expired', 'failed', 'cancelled'],
  active: ['partially_paid', 'paid', 'processing', 'expired', 'cancelled'],
  processing: ['active', 'partially_paid', 'paid', 'expired', 'cancelled'],
  partially_paid: ['paid', 'processing', 'expired', 'cancelled'],
  // Which of two ends came first may be learned late.
  expired: ['paid', 'partially_paid', 'processing', 'cancelled'],
  cancelled: ['paid', 'partially_paid', 'processing', 'expired'],
  failed: ['creating', 'cancelled'],
  paid: [],
};

export function mayBecome(from: LinkStatus, to: LinkStatus): boolean {
  return from === to || TRANSITIONS[from].includes(to);
}

export type Standing = Pick<
  Link,
  'stage' | 'amount' | 'facts' | 'externalPayments' | 'expiredAt' | 'cancelledAt'
>;

/** What the link is, from what we did with it and what the provider told. Pure: the order of the facts has no say. */
export function statusOf(link: Standing): LinkStatus {
  const { stage, facts } = link;
  // What is told of a link before its creation is recorded counts once that is.
  if (stage === 'failed' || stage === 'creating') return stage;
  if (paidAt(link) !== undefined) return 'paid';
  if (facts?.latest?.status === 'processing') return 'processing';
  const some = partlyPaidAt(link);
  if (some !== undefined && some >= (endedAt(link) ?? 0)) return 'partially_paid';
  return stage === 'open' ? (facts?.ended?.as ?? 'active') : stage;
}

type Money = Pick<Link, 'amount' | 'facts' | 'externalPayments'>;

/** When it was paid in full: as the provider tells, or with the payment by other means that made it whole. */
export function paidAt(link: Money): number | undefined {
  if (link.facts?.paidAt !== undefined) return link.facts.paidAt;
  if (amountPaid(link) < link.amount) return undefined;
  const times = [link.facts?.partlyPaidAt ?? 0, ...(link.externalPayments ?? []).map(({ at }) => at)];
  return Math.max(...times);
}

/** When the first of the money was seen. */
export function partlyPaidAt(link: Money): number | undefined {
  const times = [link.facts?.partlyPaidAt, ...(link.externalPayments ?? []).map(({ at }) => at)];
  const known = times.filter((at) => at !== undefined);
  return known.length ? Math.min(...known) : undefined;
}

/** Money received on the provider's page and by other means, minor units of the link's currency. */
export function amountPaid(link: Omit<Money, 'amount'>): number {
  return (link.facts?.amountPaid ?? 0) + externallyPaid(link);
}

/**
 * What is still to be paid, minor units. Undefined where the provider tells that some was paid and not how much: nobody
 * may be asked for a sum that nobody knows.
 */
export function amountLeft(link: Money): number | undefined {
  if (link.facts?.partlyPaidAt !== undefined && link.facts.amountPaid === undefined) return undefined;
  return Math.max(0, link.amount - amountPaid(link));
}

function externallyPaid(link: Pick<Link, 'externalPayments'>): number {
  return (link.externalPayments ?? []).reduce((sum, { amount }) => sum + amount, 0);
}

/** When the link ended without having been paid: by our own side, else as the provider told. */
export function endedAt(
  link: Pick<Link, 'stage' | 'facts' | 'expiredAt' | 'cancelledAt'>,
): number | undefined {
  return OVER[link.stage] ? (link.cancelledAt ?? link.expiredAt) : link.facts?.ended?.at;
}

/** The payer may still start to pay: the short url leads on. */
export function isPayable(link: Pick<Link, 'status' | 'supersededBy'>): boolean {
  return link.supersededBy === undefined && (link.status === 'active' || link.status === 'partially_paid');
}

/** Some money was seen, or is on its way. */
export function hasMoney(link: Link): boolean {
  return (
    link.status === 'paid' ||
    link.status === 'processing' ||
    link.status === 'partially_paid' ||
    // Told of before the creation was recorded, or although it had failed.
    paidAt(link) !== undefined ||
    link.facts?.latest?.status === 'processing' ||
    amountPaid(link) > 0
  );
}

/** First sight of money that came on a link although another had taken its place. */
export function paidAfterSupersede(link: Pick<Link, 'supersededBy'> & Money): number | undefined {
  return link.supersededBy === undefined ? undefined : (paidAt(link) ?? partlyPaidAt(link));
}

const OVER: Readonly<Record<Stage, boolean>> = {
  creating: false,
  open: false,
  failed: false,
  expired: true,
  cancelled: true,
};

export type DisplayStatus = LinkStatus | 'opened' | 'downloaded' | 'sent' | 'pending';

/** For people: the status, or while the link is open the last thing that happened with it. */
export function displayStatus(link: Link): DisplayStatus {
  if (link.status === 'creating') return 'pending';
  if (link.status !== 'active') return link.status;
  if (link.openedAt !== undefined || link.facts?.openedAt !== undefined) return 'opened';
  if (link.facts?.downloadedAt !== undefined) return 'downloaded';
  if (link.sentAt !== undefined || link.facts?.sentAt !== undefined) return 'sent';
  return 'pending';
}
