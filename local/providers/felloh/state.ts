import type { Clock } from '../../../lib/clock.ts';
import type { Faults } from '../faults.ts';
import type { Delivery, Webhooks } from '../webhooks.ts';
import { fixtures } from './fixtures.ts';
import type { Wire } from './wire.ts';

export interface Booking {
  id: string;
  organisation: string;
  email: string;
  customer_name: string;
  booking_reference: string;
  created_at: string;
}

/** Times are epoch milliseconds; the wire's forms are made when answering. */
export interface Link {
  id: string;
  organisation: string;
  type: string;
  amount: number;
  currency: string;
  customer_name: string;
  email: string;
  description: string | null;
  booking_id: string | null;
  customer_id: string | null;
  open_banking: boolean;
  card: boolean;
  authorisation_only: boolean;
  surcharging_enabled: boolean;
  dcc_enabled: boolean;
  excluded_card_types: readonly string[];
  excluded_card_regions: readonly string[];
  hide_store_card: boolean | null;
  store_card_forced: boolean | null;
  success_url: string;
  failure_url: string;
  cancel_url: string;
  created_at: number;
  expires_at: number;
  deleted_at: number | null;
  /** When the provider itself mailed the link, with `wire.create_sends`. */
  emailed_at: number | null;
  /** Ids, oldest first. */
  transactions: string[];
}

export interface Transaction {
  id: string;
  link: string;
  amount: number;
  currency: string;
  status: string;
  type: 'CARD' | 'OPEN_BANKING';
  card_type: string | null;
  card_region: string | null;
  /** The payer has acted on it; before that it was only opened. */
  used: boolean;
  /** Held on the card, not captured: may be completed or reversed. */
  authorised: boolean;
  created_at: number;
  completed_at: number | null;
}

export interface State {
  links: Record<string, Link>;
  transactions: Record<string, Transaction>;
  bookings: Record<string, Booking>;
  /** Token → epoch ms of its end. */
  tokens: Record<string, number>;
  deliveries: Delivery[];
  webhook_url: string | null;
  webhook_secret: string;
  wire_overrides: Record<string, unknown>;
  /** Counts notifications, for their `provider.reference`. */
  notifications: number;
}

/** What every part of the simulator works on. */
export interface Felloh {
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
    transactions: {},
    bookings: { [fixtures.booking.id]: fixtures.booking },
    tokens: {},
    deliveries: [],
    webhook_url: null,
    webhook_secret: fixtures.webhookSecret,
    wire_overrides: {},
    notifications: 0,
  };
}

/** Safe for keys that a stranger chose, such as `constructor`. */
export function find<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

export function transactionsOf({ state }: Felloh, link: Link): Transaction[] {
  return link.transactions.flatMap((id) => find(state.transactions, id) ?? []);
}

/** Minor units that are certain, in the link's own currency. */
export function amountPaid(felloh: Felloh, link: Link): number {
  return transactionsOf(felloh, link)
    .filter(({ completed_at, currency }) => completed_at !== null && currency === link.currency)
    .reduce((sum, { amount }) => sum + amount, 0);
}

export type LinkState = 'deleted' | 'paid' | 'partly_paid' | 'processing' | 'expired' | 'open';

export function linkState(felloh: Felloh, link: Link): LinkState {
  const paid = amountPaid(felloh, link);
  if (link.deleted_at !== null) return 'deleted';
  if (paid >= link.amount) return 'paid';
  if (paid > 0) return 'partly_paid';
  if (transactionsOf(felloh, link).some((transaction) => isUnderWay(felloh, transaction)))
    return 'processing';
  return hasExpired(felloh, link) ? 'expired' : 'open';
}

export function hasExpired({ clock }: Felloh, link: Link): boolean {
  return clock.now() > link.expires_at;
}

/** The payer has done his part and the money is not certain yet. */
export function isUnderWay(felloh: Felloh, { status, completed_at }: Transaction): boolean {
  const { processing_statuses, authorised_status } = felloh.wire();
  return completed_at === null && (processing_statuses.includes(status) || status === authorised_status);
}
