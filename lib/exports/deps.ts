import type { Clock } from '../clock.ts';
import type { Files } from '../files/client.ts';
import type { Table } from '../table/client.ts';

/** Saves a wait, never decides anything. Never throws. */
export type ExportHint = (org: string, exportId: string) => Promise<void>;

/** What use cases of exports may need; each takes only its part of it. */
export interface ExportDeps {
  table: Table;
  clock: Clock;
  hint: ExportHint;
}

/** What the worker needs beside. */
export interface ExportWorker extends ExportDeps {
  files: Files;
  /** Smaller ones for tests. */
  bounds?: Bounds;
}

/** What one step of the work may take. */
export interface Bounds {
  /** Links of one query. */
  pageLinks: number;
  /** A part of the file is put down when it has so many bytes, or so many links were looked at for it. */
  partBytes: number;
  partLinks: number;
  /** After so long, ms, another takes its turn in the queue. */
  sliceMs: number;
}

/** On whose behalf. */
export interface Actor {
  org: string;
  /** `key:<id>`, `timer`. */
  by: string;
}
