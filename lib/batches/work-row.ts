import { createRowLink, findRow } from '../links/create-row.ts';
import type { Link } from '../links/model/link.ts';
import type { RowDeps } from '../links/settle-row.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { RowMessage } from '../queues/rows.ts';
import { toRow } from './row-message.ts';

/** A row whose turn is further off than this waits with its chunk, which queues it again. */
const LONGEST_WAIT_MS = 120_000;

export interface RowWorker extends RowDeps {
  rows: { send(hints: readonly Hint<RowMessage>[]): Promise<void> };
  /** Reads a link consistently; `undefined`: there is none. */
  readLink(org: string, id: string): Promise<Link | undefined>;
}

/**
 * Makes the link of one row, unless its chunk takes no more. A row whose turn has not come is sent again with a delay, and waits no
 * longer than that in the queue: what is further off is queued anew by its chunk. Neither counts as failing.
 */
export async function workRow(
  deps: RowWorker,
  message: RowMessage,
  isOpenChunk: (message: RowMessage) => Promise<boolean>,
): Promise<void> {
  const { org, batchId } = message;
  const actor = { org, by: `batch:${batchId}` };
  const row = toRow(message);
  const [isOpen, found] = await Promise.all([isOpenChunk(message), findRow(deps, actor, row, deps.readLink)]);
  if (!isOpen) return;
  const outcome = await createRowLink(deps, actor, row, found);
  if (outcome.state !== 'later') return;
  const wait = outcome.at - deps.clock.now();
  if (wait > LONGEST_WAIT_MS) return;
  const { slotAt: _missed, ...again } = message;
  await deps.rows.send([
    {
      message: outcome.slotAt === undefined ? again : { ...again, slotAt: outcome.slotAt },
      group: org,
      delaySeconds: Math.max(1, Math.floor(wait / 1000)),
    },
  ]);
}
