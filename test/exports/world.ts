import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { createExport, type NewExport } from '../../lib/exports/create.ts';
import type { Bounds, ExportWorker } from '../../lib/exports/deps.ts';
import { exportFileUrl } from '../../lib/exports/file-url.ts';
import { type Export, isUnderWay } from '../../lib/exports/model/export.ts';
import { workExport } from '../../lib/exports/work.ts';
import { newId } from '../../lib/ids.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { getExport } from '../../lib/table/exports.ts';
import { startFiles } from '../support/start-files.ts';
import { startTable } from '../support/start-table.ts';

/** 2026-11-21T12:00Z. */
const NOW = Date.UTC(2026, 10, 21, 12);

/** Several parts of a few rows, several runs of a few parts. */
const SMALL: Bounds = { pageLinks: 10, partBytes: 1_500, partLinks: 25, sliceMs: 40 };

/** A table and a bucket, and a clock that goes on by a millisecond whenever somebody looks at it. */
export async function startExportWorld(bounds: Bounds = SMALL) {
  let time = NOW;
  const clock = {
    now: () => {
      time += 1;
      return time;
    },
  };
  Object.assign(process.env, { LOG_LEVEL: process.env.EXPORT_LOG ?? 'SILENT' });
  const [{ table, close }, bucket] = await Promise.all([startTable(), startFiles({ now: Date.now })]);
  let hints = 0;
  const worker: ExportWorker = {
    table,
    clock,
    files: bucket.files,
    bounds,
    hint: async () => {
      hints += 1;
    },
  };

  async function stored({ org, id }: Pick<Export, 'org' | 'id'>): Promise<Export> {
    const one = await getExport(table, org, id);
    if (!one) throw new Error('there is no such export');
    return one;
  }

  return {
    table,
    clock,
    worker,
    files: bucket.files,
    faults: bucket.faults,
    hints: () => hints,
    stored,
    pass: (ms: number) => {
      time += ms;
    },
    /** Id of a new organisation. */
    async organisation(timezone = 'Europe/London'): Promise<string> {
      return (await createOrganisation({ table, clock }, { name: 'Ada Travel', timezone })).organisation.id;
    },
    create: (org: string, wanted: Partial<NewExport> & Pick<NewExport, 'period'>) =>
      createExport(worker, { org, by: 'key:K1' }, newId(time), { filter: {}, delimiter: ',', ...wanted }),
    /** What the hints and the timer do, until nothing is due any more; gives the export as it is then. */
    async finish(one: Pick<Export, 'org' | 'id'>, seen: (one: Export) => void = () => {}): Promise<Export> {
      for (let runs = 0; runs < 100; runs++) {
        const current = await stored(one);
        if (!isUnderWay(current)) return current;
        time = Math.max(time, current.dueAt ?? 0);
        await workExport(worker, one.org, one.id);
        seen(await stored(one));
      }
      throw new Error('it does not end');
    },
    /** The file as a caller gets it. */
    async file({ org, id, delimiter }: Pick<Export, 'org' | 'id' | 'delimiter'>) {
      // S3 reads signatures by the real time.
      const signed = { table, clock: { now: Date.now }, signer: bucket.signer };
      const answer = await fetch(await exportFileUrl(signed, org, id));
      const bytes = Buffer.from(await answer.arrayBuffer());
      const text = bytes.toString();
      const rows: Record<string, string>[] = parse(text, { columns: true, bom: true, delimiter });
      return { text, rows, bytes: bytes.length, sha256: sha256(bytes), headers: answer.headers };
    },
    async close() {
      await Promise.all([bucket.close(), close()]);
    },
  };
}

export type ExportWorld = Awaited<ReturnType<typeof startExportWorld>>;

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
