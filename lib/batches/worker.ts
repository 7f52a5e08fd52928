import type { OpenConnection } from '../connections/open.ts';
import type { Rates } from '../connections/rate.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { RowMessage } from '../queues/rows.ts';
import type { BatchDeps } from './deps.ts';
import type { Row } from './model/row.ts';
import type { OpenChecker } from './row-check.ts';

/** The bucket, as the worker needs it. */
export interface BatchFiles {
  /** Bytes `from` up to, not with, `to` of this very version. Throws where fewer come. */
  range(place: string, versionId: string, from: number, to: number): Promise<Buffer>;
  /** The same, from a byte to the end, as it comes. */
  stream(place: string, versionId: string, from: number, signal: AbortSignal): AsyncIterable<Buffer>;
  putRows(place: string, rows: readonly Row[]): Promise<void>;
  /** Throws where there are none. */
  getRows(place: string): Promise<Row[]>;
  /** Writes a text of any length as it is made. */
  writeReport(place: string, lines: AsyncIterable<string>): Promise<void>;
}

/** What the worker of queue `batches` needs. */
export interface BatchWorker extends BatchDeps {
  files: BatchFiles;
  publicBaseUrl: string;
  openConnection: OpenConnection;
  openChecker: OpenChecker;
  rates: Rates;
  rows: { send(hints: readonly Hint<RowMessage>[]): Promise<void> };
  /** Aborted when the worker must end. */
  signal: AbortSignal;
}

/** Longer than the worker may run: who holds a lease has ended by then, or is dead. */
export const LEASE_MS = 330_000;
