import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { downloadUrl } from '../files/download-url.ts';
import { errorsKey, resultsKey } from '../files/keys.ts';
import type { FileSigner } from '../files/signer.ts';
import type { Table } from '../table/client.ts';
import type { Batch } from './model/batch.ts';
import { readBatch } from './read.ts';

export type Report = 'errors' | 'results';

/**
 * Where a report can be fetched for five minutes. Throws `not_found`, `report_not_ready` before it is there, and
 * `conflict_state` where there will never be one.
 */
export async function reportUrl(
  deps: { table: Table; clock: Clock; signer: FileSigner },
  org: string,
  batchId: string,
  report: Report,
): Promise<string> {
  const batch = await readBatch(deps.table, org, batchId);
  if (!isThere(batch, report)) throw whyNot(batch, report);
  const key = report === 'errors' ? errorsKey(org, batchId) : resultsKey(org, batchId);
  return downloadUrl(deps.signer, deps.clock.now(), key, nameOf(batch, report));
}

/** It tells of the batch as it stands. */
function isThere({ reports, completedAt }: Batch, report: Report): boolean {
  if (!reports || reports.made !== reports.wanted) return false;
  return report === 'errors' || (completedAt !== undefined && reports.results === true);
}

function whyNot({ status, confirmed, reports }: Batch, report: Report): AppError {
  const hasEnded = status === 'rejected' || status === 'expired' || (status === 'cancelled' && !confirmed);
  // A batch that was cancelled while its report was being written still has it written.
  const comes = !hasEnded || (report === 'errors' && status === 'cancelled' && reports !== undefined);
  if (comes) return new AppError('report_not_ready', WAITS[report]);
  const detail =
    status === 'rejected'
      ? 'The file was refused as a whole, so there is no report of its rows: see `rejection`.'
      : `There is no such report of a batch that is ${status} and never ran.`;
  return new AppError('conflict_state', { detail, from: status });
}

const WAITS: Readonly<Record<Report, string>> = {
  errors: 'It is written when the file has been checked, and anew when the batch has run.',
  results: 'It is written when the batch has run.',
};

/** As it is to be saved: `arrears.csv` → `arrears-errors.csv`. */
function nameOf({ fileName }: Batch, report: Report): string {
  return `${fileName.replace(/\.(?:csv|txt|tsv)$/i, '')}-${report}.csv`;
}
