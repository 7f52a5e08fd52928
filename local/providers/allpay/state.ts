import { randomInt } from 'node:crypto';
import type { Clock } from '../../../lib/clock.ts';
import type { Faults } from '../faults.ts';
import { fixtures } from './fixtures.ts';
import type { Wire } from './wire.ts';

/** Documented codes of links in the active list. */
export const codes = { sent: 151, opened: 152, paid: 153, downloaded: 154, partiallyPaid: 155 } as const;

/** Amounts are pence and times epoch milliseconds; the wire's forms are made when answering. */
export interface Link {
  /** The payment url id. */
  id: string;
  /** The 16 characters of its page. */
  code: string;
  list: 'pending' | 'active';
  /** As the active list says it, a number of `codes` unless `act` set another; null while pending. */
  status: number | string | null;
  amount: number;
  payment_reference_number: string | null;
  client_reference: string | null;
  client_code: string | null;
  first_name: string;
  last_name: string;
  validated: boolean;
  created_by: string;
  created_at: number;
  opened_at: number | null;
  downloaded_at: number | null;
  deleted_at: number | null;
  payments: Payment[];
  messages: Message[];
}

export interface Payment {
  amount: number;
  paid_at: number;
}

/** What SendLinks sent to the customer, one for each channel. */
export interface Message {
  channel: 'email' | 'sms';
  to: string;
  organisation_name: string;
  sent_at: number;
}

export interface State {
  /** By payment url id, oldest first. */
  links: Record<string, Link>;
  /** Page code → payment url id. */
  pages: Record<string, string>;
  next_payment_url_id: number;
  /** The gateway answers 403 to everything. */
  quota_used_up: boolean;
  wire_overrides: Record<string, unknown>;
}

/** What every part of the simulator works on. */
export interface Allpay {
  clock: Clock;
  state: State;
  wire(): Wire;
  faults: Faults;
  /** Without a trailing slash. */
  pageBaseUrl(): string;
  changed(): void;
}

export function newState(): State {
  return {
    links: {},
    pages: {},
    next_payment_url_id: fixtures.firstPaymentUrlId,
    quota_used_up: false,
    wire_overrides: {},
  };
}

/** Safe for keys that a stranger chose, such as `constructor`. */
export function find<T>(records: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(records, id) ? records[id] : undefined;
}

/** A code that no other link's page has. */
export function newCode({ pages }: Pick<State, 'pages'>): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const code = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('');
  return find(pages, code) === undefined ? code : newCode({ pages });
}

export function linkUrl(allpay: Allpay, { code }: Link): string {
  return `${allpay.pageBaseUrl()}/p/${code}`;
}

/** The link of a page's whole url; deleted ones too. */
export function linkAt(allpay: Allpay, url: string): Link | undefined {
  const start = `${allpay.pageBaseUrl()}/p/`;
  const id = url.startsWith(start) ? find(allpay.state.pages, url.slice(start.length)) : undefined;
  return id === undefined ? undefined : find(allpay.state.links, id);
}

export function amountPaid({ payments }: Link): number {
  return payments.reduce((sum, { amount }) => sum + amount, 0);
}

/** Never below zero, also where more than asked for was paid. */
export function remaining(link: Link): number {
  return Math.max(0, link.amount - amountPaid(link));
}

export type LinkState = 'deleted' | 'pending' | 'paid' | 'partly_paid' | 'active';

export function linkState({ deleted_at, list, status }: Link): LinkState {
  if (deleted_at !== null) return 'deleted';
  if (list === 'pending') return 'pending';
  if (status === codes.paid) return 'paid';
  return status === codes.partiallyPaid ? 'partly_paid' : 'active';
}
