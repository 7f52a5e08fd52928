import type { Clock } from '../clock.ts';
import type { OpenConnection } from '../connections/open.ts';
import type { Table } from '../table/client.ts';

/** What use cases of links may need; each takes only its part of it. */
export interface LinkDeps {
  table: Table;
  clock: Clock;
  /** Without a trailing slash. */
  publicBaseUrl: string;
  openConnection: OpenConnection;
  hints: Hints;
  /** Aborted at the request's deadline. */
  signal: AbortSignal;
}

/** Saves a wait, never decides anything: all still ends by the timer when every hint is lost. Never throws. */
export interface Hints {
  messages(org: string, linkId: string, delaySeconds?: number): Promise<void>;
  /** `slotAt`: it comes for the link's slot, epoch ms. */
  wake(org: string, linkId: string, delaySeconds?: number, slotAt?: number): Promise<void>;
  sweep(org: string, connection: string): Promise<void>;
}

/** On whose behalf. */
export interface Actor {
  org: string;
  /** `key:<id>`, `timer`, `payer`, `provider`. */
  by: string;
  requestId?: string;
}
