import type { Clock } from '../../../lib/clock.ts';
import type { Faults } from '../../../local/providers/faults.ts';
import type { Wire } from './wire.ts';

/** Amounts are minor units and times epoch milliseconds; the wire's forms are made when answering. */
export interface Link {
  id: string;
  reference: string;
  amount: number;
  currency: string;
  description: string | null;
  customer: { name?: string | undefined; email?: string | undefined; phone?: string | undefined };
  success_url: string;
  failure_url: string;
  cancel_url: string;
  amount_paid: number;
  created_at: number;
  expires_at: number;
  opened_at: number | null;
  paid_at: number | null;
  cancelled_at: number | null;
  /** What `act` said that it is, whatever it is. */
  status_override: string | null;
}

export interface State {
  /** By id, oldest first. */
  links: Record<string, Link>;
  wire_overrides: Record<string, unknown>;
}

/** What every part of the simulator works on. */
export interface SampleProvider {
  clock: Clock;
  state: State;
  wire(): Wire;
  faults: Faults;
  /** Without a trailing slash. */
  pageBaseUrl(): string;
  changed(): void;
}

export function newState(): State {
  return { links: {}, wire_overrides: {} };
}

/** Safe for ids that a stranger chose, such as `constructor`. */
export function find({ links }: State, id: string): Link | undefined {
  return Object.hasOwn(links, id) ? links[id] : undefined;
}

export function linkUrl(sampleProvider: SampleProvider, { id }: Link): string {
  return `${sampleProvider.pageBaseUrl()}/${id}`;
}

export type LinkState = 'open' | 'paid' | 'cancelled' | 'expired';

export function linkState({ clock }: SampleProvider, link: Link): LinkState {
  if (link.amount_paid >= link.amount) return 'paid';
  if (link.cancelled_at !== null) return 'cancelled';
  return clock.now() >= link.expires_at ? 'expired' : 'open';
}
