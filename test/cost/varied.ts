import type { Link } from '../../lib/links/model/link.ts';
import { statusOf } from '../../lib/links/model/status.ts';
import { PROVIDERS } from '../faults/connections.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Distance of one link to the next: 20,000 of them are made in 14 days. */
export const APART_MS = MINUTE;

/** As long as those that people give. */
export function referenceOf(n: number): string {
  return `INV-${String(n).padStart(5, '0')}`;
}

/** Minor units, from 200 on. */
export function amountOf(n: number): number {
  return 200 + 100 * (n % 1000);
}

export function providerOf(n: number): string {
  return PROVIDERS[n % PROVIDERS.length] ?? '';
}

/** Every status by what the number is divisible by; half of the links are paid. */
export function statusOfNumber(n: number): Link['status'] {
  if (n % 2 === 1) return 'paid';
  if (n % 20 === 0) return 'cancelled';
  if (n % 20 === 2) return 'expired';
  if (n % 20 === 4) return 'processing';
  if (n % 20 === 6) return 'partially_paid';
  if (n % 400 === 8) return 'failed';
  if (n % 400 === 28) return 'creating';
  return 'active';
}

/**
 * The n-th link, n minutes older than `now`, from one that the product has stored: paid where n is odd, else active. Few
 * have all that may be given, so that a page is as large as pages are.
 */
export function varied(model: Link, n: number, now: number): Link {
  const createdAt = now - n * APART_MS;
  const link: Link = {
    ...model,
    ...inStatus(model, n, createdAt),
    createdAt,
    expiresAt: createdAt + 30 * 24 * HOUR,
    reference: referenceOf(n),
    provider: providerOf(n),
    connection: `${providerOf(n)}-main`,
    amount: amountOf(n),
    ...(n % 3 === 0 ? { openedAt: createdAt + HOUR, openCount: 1 } : {}),
    ...(n % 50 === 1 ? { createdBy: `agent-${n % 500}` } : {}),
    ...(n % 50 === 2 ? { booking: { id: `B-${n % 500}` } } : {}),
    ...(n % 50 === 3 ? { metadata: { order: String(n % 500) } } : {}),
    ...(n % 50 === 4 ? { providerOptions: { client_code: `C${n % 500}` } } : {}),
    ...(n % 50 === 5 ? { customer: { ...model.customer, reference: `C-${n % 500}` } } : {}),
  };
  return { ...link, status: statusOf(link) };
}

function inStatus(model: Link, n: number, createdAt: number): Partial<Link> {
  const at = createdAt + HOUR;
  const amount = amountOf(n);
  const { openedAt: _, ...facts } = model.facts ?? {};
  switch (statusOfNumber(n)) {
    case 'paid':
      return { facts: { ...facts, amountPaid: amount, paidAt: at, partlyPaidAt: at } };
    case 'cancelled':
      return { stage: 'cancelled', cancelledAt: at };
    case 'expired':
      return { stage: 'expired', expiredAt: at };
    case 'processing':
      return { facts: { ...facts, latest: { at, status: 'processing' } } };
    case 'partially_paid':
      return { facts: { ...facts, amountPaid: amount / 2, partlyPaidAt: at } };
    case 'failed':
      return { stage: 'failed', failure: { category: 'rejected', at } };
    case 'creating':
      return { stage: 'creating' };
    default:
      return {};
  }
}
