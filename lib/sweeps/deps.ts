import type { Clock } from '../clock.ts';
import type { OpenConnection } from '../connections/open.ts';
import type { Table } from '../table/client.ts';

export interface SweepDeps {
  table: Table;
  clock: Clock;
  openConnection: OpenConnection;
  hints: SweepHints;
  /** Aborted when the worker must end. */
  signal: AbortSignal;
}

/** Saves the wait for the next tick, and nothing hangs on it. Never throws. */
export interface SweepHints {
  sweep(org: string, connection: string): Promise<void>;
}
