import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../lib/clock.ts';
import type { Faults } from '../faults.ts';
import type { Delivery, Webhooks } from '../webhooks.ts';
import { dayIn } from './dates.ts';
import { fixtures } from './fixtures.ts';
import type { Wire } from './wire.ts';

export type Channel = 'email' | 'sms';

/** What the provider itself sent to the payer. */
export interface Message {
  channel: Channel;
  to: string;
  cause: 'create' | 'resend';
  /** Epoch milliseconds. */
  at: number;
}

/** Times are epoch milliseconds, amounts cents; the wire's forms are made when answering. */
export interface Link {
  id: string;
  location_id: string;
  cc_product_transaction_id: string | null;
  ach_product_transaction_id: string | null;
  paylink_api_id: string | null;
  contact_id: string | null;
  amount: number;
  email: string | null;
  cell_phone: string | null;
  delivery_method: number;
  /** `YYYY-MM-DD`; null: never. */
  expire_date: string | null;
  /** 0 unpaid, 1 paid; others only by the control interface. */
  status_id: number;
  active: 0 | 1;
  created_at: number;
  modified_at: number;
  deleted_at: number | null;
  messages: Message[];
  /** Ids, oldest first. */
  transactions: string[];
}

export type Method = 'card' | 'bank';

export interface Transaction {
  id: string;
  link: string;
  payment_method: 'cc' | 'ach';
  amount: number;
  status_id: number;
  reason_code_id: number;
  type_id: number;
  product_transaction_id: string;
  contact_id: string | null;
  settle_date: string | null;
  void_date: string | null;
  charge_back_date: string | null;
  created_at: number;
  modified_at: number;
}

export interface BlacklistEntry {
  id: string;
  isBlacklisted: boolean;
  detail: string;
  created_ts: number;
}

export interface State {
  links: Record<string, Link>;
  transactions: Record<string, Transaction>;
  /** By address. */
  blacklist: Record<Channel, Record<string, BlacklistEntry>>;
  deliveries: Delivery[];
  webhook_url: string | null;
  /** `username:password` of Basic. */
  webhook_secret: string;
  wire_overrides: Record<string, unknown>;
}

/** What every part of the simulator works on. */
export interface Fortis {
  clock: Clock;
  state: State;
  wire(): Wire;
  faults: Faults;
  webhooks: Webhooks;
  /** The location's, IANA. */
  timeZone: string;
  /** Without a trailing slash; API and portal are one server here. */
  baseUrl(): string;
  changed(): void;
}

/** Fixed ids of a status; those that are assumed are in the wire profile. */
export const declined = 301;
export const chargedBack = 331;
export const voided = 201;
export const refunded = 111;

export function newState(): State {
  return {
    links: {},
    transactions: {},
    blacklist: { email: {}, sms: {} },
    deliveries: [],
    webhook_url: null,
    webhook_secret: `${fixtures.postbackUsername}:${fixtures.postbackPassword}`,
    wire_overrides: {},
  };
}

/** 24 hexadecimal characters; never digits alone, which a JavaScript object would put in another order. */
export function newId(): string {
  return `11f1${randomBytes(10).toString('hex')}`;
}

/** Safe for keys that a stranger chose, such as `constructor`. */
export function find<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

export function transactionsOf({ state }: Fortis, link: Link): Transaction[] {
  return link.transactions.flatMap((id) => find(state.transactions, id) ?? []);
}

/** Cents that have come and stayed. */
export function amountPaid(fortis: Fortis, link: Link): number {
  return transactionsOf(fortis, link)
    .filter((transaction) => isPaid(fortis, transaction))
    .reduce((sum, { amount }) => sum + amount, 0);
}

export type LinkState = 'deleted' | 'paid' | 'processing' | 'reversed' | 'inactive' | 'expired' | 'open';

export function linkState(fortis: Fortis, link: Link): LinkState {
  if (link.deleted_at !== null) return 'deleted';
  if (link.status_id === 1) return paidState(fortis, link);
  if (link.active === 0) return 'inactive';
  return hasExpired(fortis, link) ? 'expired' : 'open';
}

function paidState(fortis: Fortis, link: Link): LinkState {
  const made = transactionsOf(fortis, link).filter(({ status_id }) => status_id !== declined);
  if (made.length === 0 || made.some((transaction) => isPaid(fortis, transaction))) return 'paid';
  return made.every(({ status_id }) => [voided, refunded, chargedBack].includes(status_id))
    ? 'reversed'
    : 'processing';
}

export function isPaid({ wire }: Fortis, { payment_method, status_id }: Transaction): boolean {
  const { ach_paid_status_ids, card_paid_status_ids } = wire();
  return (payment_method === 'ach' ? ach_paid_status_ids : card_paid_status_ids).includes(status_id);
}

/** A bank payment that waits for the bank. */
export function isPending({ wire }: Fortis, { payment_method, status_id }: Transaction): boolean {
  return payment_method === 'ach' && wire().ach_pending_status_ids.includes(status_id);
}

/** The last day is a whole one, unless the wire profile has it end as it begins. */
export function hasExpired(fortis: Fortis, { expire_date }: Link): boolean {
  if (expire_date === null) return false;
  switch (fortis.wire().expire_day_ends) {
    case 'location_end_of_day':
      return today(fortis) > expire_date;
    case 'location_start_of_day':
      return today(fortis) >= expire_date;
    case 'utc_end_of_day':
      return dayIn('UTC', fortis.clock.now()) > expire_date;
  }
}

export function today({ timeZone, clock }: Fortis): string {
  return dayIn(timeZone, clock.now());
}
