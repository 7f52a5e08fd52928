import type { Link, Send } from '../links/model/link.ts';

/** 2026-12-01T12:00:00Z, a Tuesday, within the hours of Europe/London. */
export const NOON = Date.parse('2026-12-01T12:00:00Z');

/** A link ready to be sent, for tests. */
export function aLink(changes: Partial<Link> = {}): Link {
  return {
    org: 'ORG1',
    id: '01KCC0000000000000000000000',
    code: '0123456789abcdefghijAB',
    connection: 'felloh-main',
    provider: 'felloh',
    amount: 12_500,
    currency: 'GBP',
    reference: 'INV-1001',
    description: 'Deposit for Bali',
    customer: { name: 'Ada Byron', email: 'ada@example.com', phone: '+447700900123' },
    dueOn: '2026-12-10',
    expiresAt: Date.parse('2026-12-20T23:59:59Z'),
    version: 3,
    writer: 'w',
    cause: { by: 'key:K1', what: 'create' },
    stage: 'open',
    status: 'active',
    createdAt: NOON - 60_000,
    updatedAt: NOON - 60_000,
    providerUrl: 'https://pay.felloh.example/1',
    ...changes,
  };
}

export function aSend(changes: Partial<Send> = {}): Send {
  return {
    id: '01KCC00000000000000000SMS1',
    channel: 'sms',
    kind: 'first',
    state: 'queued',
    queuedAt: NOON - 1_000,
    until: NOON + 59_000,
    ...changes,
  };
}
