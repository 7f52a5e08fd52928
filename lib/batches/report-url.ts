import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { downloadUrl } from '../files/download-url.ts';
import { errorsKey, resultsKey } from '../files/keys.ts';
import type { FileSigner } from '../files/signer.ts';
import type { Table } from '../table/client.ts';
import type { Batch } from './model/batch.ts';
import { readBatch } from './read.ts';

export type Report = 'errors' | 'results';

/** Where a report can be fetched for five minutes. Throws `not_found`, and `report_not_ready` before it is there. */
export async function reportUrl(
  deps: { table: Table; clock: Clock; signer: FileSigner },
  org: string,
  batchId: string,
  report: Report,
): Promise<string> {
  const batch = await readBatch(deps.table, org, batchId);
  const missing = whyMissing(batch, report);
  if (missing !== undefined) throw new AppError('report_not_ready', missing);
  const key = report === 'errors' ? errorsKey(org, batchId) : resultsKey(org, batchId);
  return downloadUrl(deps.signer, deps.clock.now(), key, nameOf(batch, report));
}

/** `undefined`: it is there, and tells of the batch as it stands. */
function whyMissing({ status, reports, completedAt }: Batch, report: Report): string | undefined {
  if (reports && reports.made !== reports.wanted) return 'The report is being written.';
  if (report === 'results') {
    return completedAt !== undefined && reports?.results
      ? undefined
      : `The batch has not run to its end: it is ${status}.`;
  }
  if (reports) return undefined;
  if (status === 'ready') return 'No row of the file has an error.';
  return `There is no report of a batch that is ${status}.`;
}

/** As it is to be saved: `arrears.csv` → `arrears-errors.csv`. */
function nameOf({ fileName }: Batch, report: Report): string {
  return `${fileName.replace(/\.(?:csv|txt|tsv)$/i, '')}-${report}.csv`;
}
