import { randomInt } from 'node:crypto';
import type { Clock } from '../../../lib/clock.ts';
import type { Faults } from '../faults.ts';
import type { Answer } from '../server.ts';
import type { Delivery, Webhooks } from '../webhooks.ts';
import { type EcommercePage, fixtures, pageNamed } from './fixtures.ts';
import type { MetadataString, Override, RecordId } from './properties.ts';
import type { Wire } from './wire.ts';

type Money = 'amount' | 'first_collection_amount';
type Text = RecordId | MetadataString | Exclude<Override, Money>;

/** A payment link; amounts are pence, times epoch milliseconds. */
export interface Link extends Record<Text, string | null>, Record<Money, number | null> {
  id: string;
  ecommerce_page: string;
  /** The `setup` and `payment` of its page's url. */
  setup: string;
  token: string;
  created_at: number;
  /** The page's preset; null: never. */
  expires_at: number | null;
  visited_at: number | null;
  completed_at: number | null;
  /** Told to be expired, by a PUT, in the portal or by use. */
  expired: boolean;
  /** A status that nobody documents, for tests; null: the true one. */
  status: string | null;
  deleted_at: number | null;
  /** Card payments, oldest first. */
  transactions: Transaction[];
}

/** A card payment. */
export interface Transaction {
  id: string;
  amount: number;
  currency: string;
  status: string;
  created_at: number;
  edited_at: number;
  /** As they were told or would have been, oldest first. */
  events: object[];
}

/** The first answer to a write, given again to the same request with the same key. */
interface KeptAnswer {
  /** Of method, path and body. */
  digest: string;
  at: number;
  answer: Answer;
}

export interface State {
  links: Record<string, Link>;
  /** By Idempotency-Key. */
  answers: Record<string, KeptAnswer>;
  answers_pruned_at: number;
  deliveries: Delivery[];
  webhook_url: string | null;
  webhook_secret: string;
  wire_overrides: Record<string, unknown>;
  /** Counts events, for their `event_id`. */
  events: number;
}

/** What every part of the simulator works on. */
export interface Smarterpay {
  clock: Clock;
  state: State;
  wire(): Wire;
  faults: Faults;
  webhooks: Webhooks;
  /** Without a trailing slash. */
  pageBaseUrl(): string;
  changed(): void;
}

export function newState(): State {
  return {
    links: {},
    answers: {},
    answers_pruned_at: 0,
    deliveries: [],
    webhook_url: null,
    webhook_secret: fixtures.webhookKey,
    wire_overrides: {},
    events: 0,
  };
}

/** Safe for keys that a stranger chose, such as `constructor`. */
export function find<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** An id in SmarterPay's form: two letters, `01`, sixteen letters and digits. */
export function newId(prefix: string): string {
  return `${prefix}01${Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('')}`;
}

export function pageOf(link: Link): EcommercePage {
  const page = pageNamed(link.ecommerce_page);
  if (!page) throw new Error(`the link ${link.id} has no page`);
  return page;
}

export function hasExpired({ clock }: Smarterpay, { expired, expires_at }: Link): boolean {
  return expired || (expires_at !== null && clock.now() >= expires_at);
}

/** A single-use page that has done its work. */
export function isUsed(link: Link): boolean {
  return pageOf(link).single_use && link.completed_at !== null;
}

/** Card payments that wait for the bank's word. */
export function pendingTransactions(smarterpay: Smarterpay, link: Link): Transaction[] {
  const { card_pending_statuses } = smarterpay.wire();
  return link.transactions.filter(({ status }) => card_pending_statuses.includes(status));
}

/** Pence that are certain. */
export function amountPaid(smarterpay: Smarterpay, link: Link): number {
  const { card_paid_statuses } = smarterpay.wire();
  return link.transactions
    .filter(({ status, currency }) => card_paid_statuses.includes(status) && currency === 'GBP')
    .reduce((sum, { amount }) => sum + amount, 0);
}

export type LinkState =
  | 'deleted'
  | 'paid'
  | 'partly_paid'
  | 'processing'
  | 'failed'
  | 'completed'
  | 'expired'
  | 'open';

/** A page for many payments stays open, whatever has been paid. */
export function linkState(smarterpay: Smarterpay, link: Link): LinkState {
  if (link.deleted_at !== null) return 'deleted';
  if (isUsed(link)) return outcome(smarterpay, link);
  return hasExpired(smarterpay, link) ? 'expired' : 'open';
}

function outcome(smarterpay: Smarterpay, link: Link): LinkState {
  if (pageOf(link).kind !== 'card_payment') return 'completed';
  const paid = amountPaid(smarterpay, link);
  if (paid >= (link.amount ?? 0)) return 'paid';
  if (paid > 0) return 'partly_paid';
  return pendingTransactions(smarterpay, link).length > 0 ? 'processing' : 'failed';
}
