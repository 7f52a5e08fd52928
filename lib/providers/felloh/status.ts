import type { Money } from '../../money.ts';
import type { Flag, Observation, ObservedStatus } from '../../observation.ts';
import { toInstant } from './dates.ts';
import type { FellohProfile } from './profile.ts';
import type { PaymentLink, Transaction } from './wire.ts';

export interface ReadContext {
  /** Epoch ms at which the read began. */
  observedAt: number;
  /** What we asked for; absent: the link's own amount. */
  expected?: Money;
  /** Whether the link was created to authorise only. */
  authorisationOnly?: boolean;
  /** Transactions that were read one by one or in the sweep; they are younger than those in the link. */
  payments?: readonly Transaction[];
}

interface Facts {
  /** What is owed, and what has come, in the link's currency. */
  due: number;
  paid: number;
  foreignMoney: boolean;
  processing: boolean;
  unknownStatus: boolean;
  expired: boolean;
}

/** First matching row wins (section 5 of the sheet); undefined keeps our status. */
const STATUS: readonly (readonly [(facts: Facts) => boolean, ObservedStatus | undefined])[] = [
  [({ paid, due }) => paid > 0 && paid >= due, 'paid'],
  [({ paid }) => paid > 0, 'partially_paid'],
  [({ foreignMoney }) => foreignMoney, undefined],
  [({ processing }) => processing, 'processing'],
  [({ unknownStatus }) => unknownStatus, undefined],
  [({ expired }) => expired, 'expired'],
  [() => true, 'active'],
];

const EXPIRY_GRACE_MS = 15 * 60 * 1000;
/** With these the attempt is open or has failed: neither moves the link. */
const IDLE_STATUSES = ['DECLINED', 'REJECTED', 'ABANDONED', 'PENDING'];

export function observe(link: PaymentLink, profile: FellohProfile, context: ReadContext): Observation {
  const { observedAt, expected } = context;
  const transactions = merged(link, context.payments ?? []);
  const done = transactions.filter(isDone);
  const undone = transactions.filter((transaction) => !isDone(transaction));
  const expectedCurrency = expected === undefined ? link.currency : profile.currencies[expected.currency];
  const isOurs = ({ currency }: Transaction) => (currency ?? link.currency) === expectedCurrency;
  const money = done.filter(isOurs).sort((a, b) => (completedAt(a) ?? 0) - (completedAt(b) ?? 0));
  const statuses = undone.flatMap((transaction) => statusOf(transaction) ?? []);
  const known = [...IDLE_STATUSES, profile.open_transaction_status, ...processingStatuses(profile)];
  const end = toInstant(link.expires_at);
  const facts: Facts = {
    due: expected?.amount ?? link.amount,
    paid: sum(money),
    foreignMoney: money.length < done.length,
    processing: statuses.some((status) => processingStatuses(profile).includes(status)),
    // COMPLETE without an instant of completion contradicts itself: neither paid nor idle.
    unknownStatus: statuses.some((status) => !known.includes(status)),
    expired: end !== undefined && end + EXPIRY_GRACE_MS <= observedAt,
  };
  const status = STATUS.find(([applies]) => applies(facts))?.[1];
  const opened = transactions.flatMap(({ created_at }) => toInstant(created_at) ?? []);
  const created = toInstant(link.created_at);
  const paidAt = status === 'paid' ? reachedAt(money, facts.due) : undefined;
  const flags = flagsOf(
    facts,
    status,
    money,
    context,
    expected !== undefined && expected.amount !== link.amount,
  );
  const word = statuses[0];
  return {
    observedAt,
    ...(status !== undefined && { status }),
    ...(word !== undefined && { providerStatus: word }),
    ...(facts.paid > 0 && { amountPaid: facts.paid }),
    ...(paidAt !== undefined && { paidAt }),
    ...(opened.length > 0 && { firstOpenedAt: Math.min(...opened) }),
    ...(profile.create_sends && created !== undefined && { firstSentAt: created }),
    ...(flags.length > 0 && { flags }),
  };
}

/** Of the link, newest first: those that only reading one by one tells more of. */
export function undoneTransactions(link: PaymentLink): readonly Transaction[] {
  const transactions = link.transactions ?? [];
  if (transactions.some(isDone)) return [];
  return [...transactions].sort((a, b) => (toInstant(b.created_at) ?? 0) - (toInstant(a.created_at) ?? 0));
}

/** An authorised card payment is under way too: its money is held. */
export function processingStatuses({
  processing_statuses,
  authorised_status,
}: FellohProfile): readonly string[] {
  return [...new Set([...processing_statuses, authorised_status])];
}

export function statusOf({ status }: Transaction): string | undefined {
  return (typeof status === 'string' ? status : status?.id) || undefined;
}

function flagsOf(
  facts: Facts,
  status: ObservedStatus | undefined,
  money: readonly Transaction[],
  { authorisationOnly }: ReadContext,
  otherAmount: boolean,
): Flag[] {
  const flags: [Flag, boolean][] = [
    ['amount_mismatch', status === 'partially_paid' || facts.foreignMoney || otherAmount],
    // A surcharge is no overpayment: only a second whole payment is.
    ['overpaid', money.filter(({ amount }) => (amount ?? 0) >= facts.due).length > 1],
    ['authorised', status === 'processing' && authorisationOnly === true],
    ['provider_status_unknown', facts.unknownStatus],
  ];
  return flags.flatMap(([flag, raised]) => (raised ? [flag] : []));
}

/** The link's transactions, newest first, each with what a later read of it says; payments that the link does not list yet too. */
function merged(link: PaymentLink, payments: readonly Transaction[]): Transaction[] {
  const byId = new Map<string, Transaction>();
  for (const transaction of [...(link.transactions ?? []), ...payments]) {
    const known = byId.get(transaction.id);
    const said = Object.entries(transaction).filter(([, value]) => value !== null && value !== undefined);
    byId.set(transaction.id, { ...transaction, ...known, ...Object.fromEntries(said) });
  }
  return [...byId.values()].sort((a, b) => (toInstant(b.created_at) ?? 0) - (toInstant(a.created_at) ?? 0));
}

function isDone({ completed_at }: Transaction): boolean {
  return completed_at !== null && completed_at !== undefined && completed_at !== '';
}

function completedAt({ completed_at }: Transaction): number | undefined {
  return toInstant(completed_at);
}

function sum(transactions: readonly Transaction[]): number {
  return transactions.reduce((total, { amount }) => total + (amount ?? 0), 0);
}

/** When the sum of the payments, in their order, came to what is due. */
function reachedAt(money: readonly Transaction[], due: number): number | undefined {
  const last = money.findIndex((_, index) => sum(money.slice(0, index + 1)) >= due);
  return last === -1 ? undefined : toInstant(money[last]?.completed_at);
}
