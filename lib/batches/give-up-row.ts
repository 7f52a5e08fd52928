import type { Clock } from '../clock.ts';
import { failRow } from '../links/row-link.ts';
import type { RowMessage } from '../queues/rows.ts';
import type { Table } from '../table/client.ts';
import { openChunks, toRow } from './row-message.ts';

/** A row whose message came again and again in vain ends as failed, if its chunk still waits for it and no link was begun. */
export async function giveUpRow(deps: { table: Table; clock: Clock }, message: RowMessage): Promise<void> {
  if (!(await openChunks(deps)(message))) return;
  await failRow(deps, { org: message.org, by: `batch:${message.batchId}` }, toRow(message), 'internal');
}
