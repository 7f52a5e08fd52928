import type { Clock } from '../clock.ts';
import type { Table } from '../table/client.ts';

/** Saves a wait, never decides anything. Never throws. */
export interface BatchHints {
  batch(org: string, batchId: string, delaySeconds?: number): Promise<void>;
  chunk(org: string, batchId: string, number: number, delaySeconds?: number): Promise<void>;
  /** Many at once, for a tenth of the requests. */
  chunks(org: string, batchId: string, numbers: readonly number[]): Promise<void>;
}

/** What use cases of batches may need; each takes only its part of it. */
export interface BatchDeps {
  table: Table;
  clock: Clock;
  hints: BatchHints;
}

/** On whose behalf. */
export interface Actor {
  org: string;
  /** `key:<id>`, `timer`. */
  by: string;
  requestId?: string;
}

export const TIMER = 'timer';
