import type { OpenConnection } from '../connections/open.ts';
import type { Rates } from '../connections/rate.ts';
import type { Files } from '../files/client.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { RowMessage } from '../queues/rows.ts';
import type { WakeHint } from '../queues/wake.ts';
import type { RowChecker } from './columns/check-row.ts';
import type { BatchDeps } from './deps.ts';
import type { Batch, Rejection } from './model/batch.ts';
import type { Columns } from './model/columns.ts';
import type { Layout } from './model/layout.ts';

/** What the worker of queue `batches` needs. */
export interface BatchWorker extends BatchDeps {
  files: Files;
  /** Without a trailing slash. */
  publicBaseUrl: string;
  openConnection: OpenConnection;
  /** What the columns of a file are for, or why it is refused. */
  readColumns(
    batch: Batch,
    header: readonly string[],
  ): Promise<{ columns: Columns } | { fault: Pick<Rejection, 'code' | 'detail'> }>;
  /** Reads once what the rows of a chunk are held against. */
  openChecker(batch: Batch, layout: Layout, how: { makesLinks: boolean }): Promise<RowChecker>;
  rows: { send(hints: readonly Hint<RowMessage>[]): Promise<void> };
  /** Links that are to be looked for at their provider, each in its slot. */
  wakes: { send(hints: readonly Hint<WakeHint>[]): Promise<void> };
  /** Calls of a provider's own batch service wait for their turn. */
  rates: Rates;
  /** Rows that fill a chunk; 200 unless told. The same for a batch from first to last. */
  rowsPerChunk?: number;
  /** Aborted when the worker must end. */
  signal: AbortSignal;
}

/** Longer than the worker may run: who holds a lease has ended by then, or is dead. */
export const LEASE_MS = 330_000;
