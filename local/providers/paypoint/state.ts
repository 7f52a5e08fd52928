import type { Clock } from '../../../lib/clock.ts';
import type { Faults } from '../faults.ts';
import type { SendKey } from './fields.ts';
import type { Wire } from './wire.ts';

export interface Message {
  channel: 'sms' | 'email';
  to: string;
  /** What the payer is given. */
  url: string;
  at: number;
}

/** A request for payment. Money is pence, times are epoch milliseconds; the wire's forms are made when answering. */
export interface Link {
  id: string;
  /** 8 characters, the path of its short url. */
  short: string;
  /** ClientTransactionRef. */
  reference: string;
  account_reference: string;
  amount: number;
  reason: string | null;
  passphrase: string | null;
  title: string | null;
  first_name: string;
  last_name: string;
  mobile_number: string;
  email_address: string | null;
  sends: SendKey;
  /** As the wire has it. */
  status: string;
  payments: { amount: number; at: number }[];
  /** Answers have null for AmountPaid, as of an account that does not tell it. */
  hides_amount_paid: boolean;
  messages: Message[];
  batch_id: string | null;
  created_at: number;
  sent_at: number | null;
  viewed_at: number | null;
  paid_at: number | null;
  /** Gone from every answer, which the real one never promises not to happen. */
  deleted_at: number | null;
}

export type BatchState = keyof Wire['batch_states'];

export interface Batch {
  id: string;
  file_name: string;
  state: BatchState;
  /** Base64 of the stored blob until it is processed. */
  blob: string | null;
  total: number;
  processed: number;
  failures: { line_number: number; reference: string | null; reason: string }[];
  created_at: number;
  confirmed_at: number | null;
  completed_at: number | null;
}

export interface State {
  links: Record<string, Link>;
  /** Short code → id. */
  shorts: Record<string, string>;
  /** ClientTransactionRef → id of its first request. */
  references: Record<string, string>;
  batches: Record<string, Batch>;
  upload_secret: string;
  api_key: string | null;
  wire_overrides: Record<string, unknown>;
}

/** What every part of the simulator works on. */
export interface Paypoint {
  clock: Clock;
  state: State;
  wire(): Wire;
  faults: Faults;
  /** Without a trailing slash. */
  url(): string;
  pageBaseUrl(): string;
  changed(): void;
}

export function newState(uploadSecret: string): State {
  return {
    links: {},
    shorts: {},
    references: {},
    batches: {},
    upload_secret: uploadSecret,
    api_key: null,
    wire_overrides: {},
  };
}

/** Safe for keys that a stranger chose, such as `constructor`. */
export function find<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

/** Pence paid so far. */
export function amountPaid({ payments }: Link): number {
  return payments.reduce((sum, { amount }) => sum + amount, 0);
}

export type LinkState = 'open' | 'processing' | 'partly_paid' | 'paid' | 'cancelled' | 'expired' | 'deleted';

const own: Readonly<Record<string, LinkState>> = {
  Created: 'open',
  Sent: 'open',
  Viewed: 'open',
  Failed: 'open',
  PartPaid: 'partly_paid',
  Paid: 'paid',
  Cancelled: 'cancelled',
  Expired: 'expired',
};

/** What a status means: the simulator's own for certain, any that was set by hand by the wire profile's map. */
export function linkState({ status, deleted_at }: Link, { status_map }: Wire): LinkState {
  if (deleted_at !== null) return 'deleted';
  const known = find(own, status);
  if (known) return known;
  const meaning = find(status_map, status.toLowerCase().replaceAll(/[\s_-]/g, ''));
  switch (meaning) {
    case 'processing':
    case 'paid':
    case 'cancelled':
    case 'expired':
      return meaning;
    case 'partially_paid':
      return 'partly_paid';
    default:
      return 'open';
  }
}
