import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { downloadUrl } from '../files/download-url.ts';
import { exportKey } from '../files/keys.ts';
import type { FileSigner } from '../files/signer.ts';
import type { Table } from '../table/client.ts';
import { isUnderWay } from './model/export.ts';
import { shownStatus } from './progress.ts';
import { readExport } from './read.ts';

/**
 * Where the file can be fetched for five minutes. Throws `not_found`; `report_not_ready` while it is being written; `conflict_state` where
 * there is none and will be none: the export has failed, was cancelled, or its file is no longer kept.
 */
export async function exportFileUrl(
  deps: { table: Table; clock: Clock; signer: FileSigner },
  org: string,
  exportId: string,
): Promise<string> {
  const one = await readExport(deps.table, org, exportId);
  if (isUnderWay(one)) throw new AppError('report_not_ready', 'The file is being written.');
  const now = deps.clock.now();
  const status = shownStatus(one, now);
  if (status !== 'completed') {
    const detail =
      status === 'expired'
        ? 'The file was kept for 90 days and is gone; make the export again.'
        : `There is no file of an export that is ${status}.`;
    throw new AppError('conflict_state', { detail, from: status, to: 'completed' });
  }
  return downloadUrl(deps.signer, now, exportKey(org, exportId), one.fileName);
}
