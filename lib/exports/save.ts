import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import { newWriter } from '../ids.ts';
import { log } from '../log.ts';
import type { Table } from '../table/client.ts';
import { getExport, putExport } from '../table/exports.ts';
import type { Actor } from './deps.ts';
import { type Export, nextExport } from './model/export.ts';

/** An export as it is wanted; version, writer and timer are filled in by the save. */
export type ExportDraft = Omit<Export, 'version' | 'writer' | 'by' | 'updatedAt' | 'dueAt'>;

interface SaveDeps {
  table: Table;
  clock: Clock;
}

const TRIES = 5;

/** The only writer of exports: one conditional write on `version`. `undefined`: somebody else was faster. */
export async function saveExport(
  deps: SaveDeps,
  before: Export | undefined,
  draft: ExportDraft,
  by: string,
): Promise<Export | undefined> {
  const { dueAt: _, ...after }: ExportDraft & Omit<Export, keyof ExportDraft> = {
    ...draft,
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
    by,
    updatedAt: deps.clock.now(),
  };
  const dueAt = nextExport(after);
  const saved: Export = dueAt === undefined ? after : { ...after, dueAt };
  if (!(await putExport(deps.table, saved, before?.version))) return undefined;
  if (saved.status !== before?.status) {
    const { rows, lookedAt } = saved.reading;
    log.info('EXPORT', {
      exportId: saved.id,
      from: before?.status,
      status: saved.status,
      by,
      rows,
      lookedAt,
    });
  }
  return saved;
}

/** Reads an export, changes it and saves it; again from the start when somebody was faster. `change` gives `undefined` where there is nothing to do. */
export async function changeExport(
  deps: SaveDeps,
  { org, by }: Actor,
  exportId: string,
  change: (one: Export) => ExportDraft | undefined,
): Promise<Export> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const one = await getExport(deps.table, org, exportId);
    if (!one) throw notFound();
    const draft = change(one);
    if (!draft) return one;
    const saved = await saveExport(deps, one, draft, by);
    if (saved) return saved;
  }
  throw new AppError('operation_in_progress', {
    detail: 'The export is being changed by others; try again.',
    retryAfterSeconds: 1,
  });
}
