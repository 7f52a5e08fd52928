import { type Flag, type Observation, ObservedStatus } from '../../observation.ts';
import { toInstant } from './dates.ts';
import { type PaypointProfile, plainWord } from './profile.ts';
import type { PaymentRequest } from './wire.ts';

export interface ReadContext {
  /** Epoch ms at which the read began. */
  observedAt: number;
  /** Minor units that we asked for; absent: the record's own. */
  expected?: number;
}

/** What `wire.status_map` has for a word: a status, and facts that the word tells. Undefined: unknown, ours is kept. */
function meaningOf(
  word: string | null | undefined,
  { status_map }: PaypointProfile,
): { status: ObservedStatus; facts: readonly string[] } | undefined {
  const key = plainWord(word ?? '');
  const [name, ...facts] = (Object.hasOwn(status_map, key) ? status_map[key] : undefined)?.split('+') ?? [];
  const status = ObservedStatus.options.find((known) => known === name);
  return status === undefined ? undefined : { status, facts };
}

/** The status table (section 5 of the sheet), and whatever instants the record tells besides. */
export function observe(
  record: PaymentRequest,
  profile: PaypointProfile,
  { observedAt, expected }: ReadContext,
): Observation {
  const { status, facts = [] } = meaningOf(record.status, profile) ?? {};
  // Paid of nothing is no sum that was told.
  const told = record.amount_paid || undefined;
  const amountPaid = told ?? (status === 'paid' ? (expected ?? record.amount) : undefined);
  const paidAt = status === 'paid' ? toInstant(record.paid_at) : undefined;
  const firstSentAt = sentAt(record, profile) ?? (facts.includes('sent') ? observedAt : undefined);
  const firstOpenedAt = toInstant(record.viewed_at) ?? (facts.includes('opened') ? observedAt : undefined);
  const flags: Flag[] = [
    ...(status === 'paid' && told === undefined ? (['amount_unconfirmed'] as const) : []),
    ...(facts.includes('undelivered') ? (['undelivered'] as const) : []),
    ...(status === undefined ? (['provider_status_unknown'] as const) : []),
  ];
  return {
    observedAt,
    ...(status !== undefined && { status }),
    ...(record.status && { providerStatus: record.status }),
    ...(amountPaid !== undefined && { amountPaid }),
    ...(paidAt !== undefined && { paidAt }),
    ...(firstSentAt !== undefined && { firstSentAt }),
    ...(firstOpenedAt !== undefined && { firstOpenedAt }),
    ...(flags.length > 0 && { flags }),
  };
}

/** Where PayPoint sends whatever it is asked, it does so at creation. */
function sentAt(record: PaymentRequest, { native_send }: PaypointProfile): number | undefined {
  const sent = toInstant(record.sent_at);
  return sent ?? (native_send === 'always' ? toInstant(record.created_at) : undefined);
}

/** The status that stops a request, if this account may set one. */
export function cancelWord(profile: PaypointProfile): string | undefined {
  return profile.update_statuses.find((word) => meaningOf(word, profile)?.status === 'cancelled');
}
