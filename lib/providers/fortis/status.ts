import type { Flag, Observation, ObservedStatus } from '../../observation.ts';
import type { FortisAccount } from './account.ts';
import { toCents } from './amounts.ts';
import { type Days, isOver, toDay } from './dates.ts';
import type { FortisProfile } from './profile.ts';
import type { Paylink, Transaction } from './wire.ts';

export interface ReadContext {
  /** Epoch ms at which the read began. */
  observedAt: number;
  /** What we asked for, cents; absent: the link's own amount. */
  expected?: number;
  /** Of a link that Fortis calls paid; absent: not looked up, or in vain. */
  payments?: readonly Transaction[];
}

interface Facts {
  statusId: 0 | 1 | undefined;
  active: 0 | 1 | undefined;
  over: boolean;
  /** Cents of the payments that are done; undefined: none is, or one tells no amount. */
  paid: number | undefined;
  due: number;
  undone: readonly Flag[];
  pending: boolean;
  authorised: boolean;
}

/** First matching row wins (section 5 of the sheet); an undefined status keeps ours. */
const STATUS: readonly {
  applies(facts: Facts): boolean;
  status?: ObservedStatus;
  flags?(facts: Facts): readonly Flag[];
}[] = [
  {
    applies: ({ statusId, paid }) => statusId === 1 && paid !== undefined,
    status: 'paid',
    flags: ({ paid, due }) => ((paid ?? 0) < due ? ['amount_mismatch'] : []),
  },
  {
    applies: ({ statusId, undone }) => statusId === 1 && undone.length > 0,
    status: 'paid',
    flags: ({ undone }) => undone,
  },
  { applies: ({ statusId, pending }) => statusId === 1 && pending, status: 'processing' },
  {
    applies: ({ statusId, authorised }) => statusId === 1 && authorised,
    status: 'processing',
    flags: () => ['authorised'],
  },
  { applies: ({ statusId }) => statusId === 1, status: 'paid', flags: () => ['amount_unconfirmed'] },
  { applies: ({ statusId, active }) => statusId === 0 && active === 0, status: 'cancelled' },
  { applies: ({ statusId, active, over }) => statusId === 0 && active === 1 && over, status: 'expired' },
  { applies: ({ statusId, active }) => statusId === 0 && active === 1, status: 'active' },
  { applies: () => true, flags: () => ['provider_status_unknown'] },
];

const DECLINED = 301;
/** Payments whose money has gone back. */
const UNDONE: ReadonlyMap<number, Flag> = new Map([
  [201, 'voided'],
  [111, 'refunded'],
  [331, 'charged_back'],
]);

export function observe(link: Paylink, account: FortisAccount, context: ReadContext): Observation {
  const { observedAt, expected, payments = [] } = context;
  const { profile } = account;
  const done = payments.filter((payment) => isDone(payment, profile));
  const facts: Facts = {
    statusId: toFlag(link.status_id),
    active: toFlag(link.active),
    over: isPastEnd(link, daysOf(account), observedAt),
    paid: sum(done),
    due: expected ?? toCents(link.amount_due) ?? 0,
    undone: undoneFlags(payments),
    pending: payments.some(({ status_id }) => profile.ach_pending_status_ids.includes(status_id)),
    authorised: payments.some(({ status_id }) => profile.authorised_status_ids.includes(status_id)),
  };
  const row = STATUS.find(({ applies }) => applies(facts));
  const flags = row?.flags?.(facts) ?? [];
  const paid = facts.statusId === 1 ? facts.paid : undefined;
  const paidAt = paid === undefined ? undefined : latest(done);
  const sentAt = sentAtCreation(link);
  return {
    observedAt,
    ...(row?.status !== undefined && { status: row.status }),
    providerStatus: wordOf(link, payments),
    ...(paid !== undefined && { amountPaid: paid }),
    ...(paidAt !== undefined && { paidAt }),
    ...(sentAt !== undefined && { firstSentAt: sentAt }),
    ...(flags.length > 0 && { flags }),
  };
}

/** 1 for 1, "1" or true. */
export function toFlag(value: unknown): 0 | 1 | undefined {
  if (value === 1 || value === '1' || value === true) return 1;
  if (value === 0 || value === '0' || value === false) return 0;
  return undefined;
}

/** Unpaid, active, and its last day is not over: it can be paid, and sent. */
export function isOpen(link: Paylink, account: FortisAccount, now: number): boolean {
  return toFlag(link.status_id) === 0 && toFlag(link.active) === 1 && !isPastEnd(link, daysOf(account), now);
}

export function daysOf({ timeZone, profile }: FortisAccount): Days {
  return { zone: timeZone, ends: profile.expire_day_ends };
}

function isPastEnd({ expire_date }: Paylink, days: Days, now: number): boolean {
  const day = toDay(expire_date);
  return day !== undefined && isOver(day, days, now);
}

function isDone({ payment_method, status_id }: Transaction, profile: FortisProfile): boolean {
  const { card_paid_status_ids: card, ach_paid_status_ids: ach } = profile;
  if (payment_method === 'cc') return card.includes(status_id);
  if (payment_method === 'ach') return ach.includes(status_id);
  return card.includes(status_id) || ach.includes(status_id);
}

/** None unless every payment that was not declined has gone back. */
function undoneFlags(payments: readonly Transaction[]): Flag[] {
  const taken = payments.filter(({ status_id }) => status_id !== DECLINED);
  const flags = taken.flatMap(({ status_id }) => UNDONE.get(status_id) ?? []);
  return flags.length === taken.length ? [...new Set(flags)] : [];
}

function sum(payments: readonly Transaction[]): number | undefined {
  const amounts = payments.flatMap(({ transaction_amount }) => toCents(transaction_amount) ?? []);
  if (amounts.length === 0 || amounts.length < payments.length) return undefined;
  return amounts.reduce((total, amount) => total + amount, 0);
}

function latest(payments: readonly Transaction[]): number | undefined {
  const times = payments.flatMap(({ created_ts }) => created_ts ?? []);
  return times.length > 0 ? Math.max(...times) * 1000 : undefined;
}

/**
 * A record tells its present method, not the one it was created with: only while it was never changed is that the same.
 * A later sending sets a method too, and is told by nothing.
 */
function sentAtCreation({ delivery_method, created_ts, modified_ts }: Paylink): number | undefined {
  if (!delivery_method || created_ts === null || created_ts === undefined) return undefined;
  return (modified_ts ?? created_ts) === created_ts ? created_ts * 1000 : undefined;
}

/** `status_id`, and those of its payments: `1 (131)`. */
function wordOf({ status_id }: Paylink, payments: readonly Transaction[]): string {
  const ids = payments.slice(0, 5).map((payment) => payment.status_id);
  // Whatever stands there is shown as far as it is a word at all.
  const own = typeof status_id === 'object' ? '-' : String(status_id ?? '-');
  return `${own.slice(0, 20)}${ids.length > 0 ? ` (${ids.join(', ')})` : ''}`;
}
