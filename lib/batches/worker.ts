import type { OpenConnection } from '../connections/open.ts';
import type { Files } from '../files/client.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { RowMessage } from '../queues/rows.ts';
import type { BatchDeps } from './deps.ts';
import type { CheckColumns, OpenChecker } from './row-check.ts';

/** What the worker of queue `batches` needs. */
export interface BatchWorker extends BatchDeps {
  files: Files;
  /** Without a trailing slash. */
  publicBaseUrl: string;
  openConnection: OpenConnection;
  checkColumns: CheckColumns;
  openChecker: OpenChecker;
  rows: { send(hints: readonly Hint<RowMessage>[]): Promise<void> };
  /** Aborted when the worker must end. */
  signal: AbortSignal;
}

/** Longer than the worker may run: who holds a lease has ended by then, or is dead. */
export const LEASE_MS = 330_000;
