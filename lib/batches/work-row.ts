import { createRowLink } from '../links/create-row.ts';
import type { RowDeps } from '../links/settle-row.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { RowMessage } from '../queues/rows.ts';
import { getBatch } from '../table/batches.ts';
import { getChunk } from '../table/chunks.ts';
import type { Chunk } from './model/chunk.ts';

/** A row whose turn is further off than this waits with its chunk, which queues it again. */
const LONGEST_WAIT_MS = 120_000;

export interface RowWorker extends RowDeps {
  rows: { send(hints: readonly Hint<RowMessage>[]): Promise<void> };
}

/** Whether rows of a chunk may still be begun; asked once for all messages that come together. */
export function openChunks(deps: Pick<RowWorker, 'table'>): (message: RowMessage) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return ({ org, batchId, chunk }) => {
    const name = `${org} ${batchId} ${chunk}`;
    const asked = known.get(name) ?? isOpen(deps, org, batchId, chunk);
    known.set(name, asked);
    return asked;
  };
}

async function isOpen(
  { table }: Pick<RowWorker, 'table'>,
  org: string,
  batchId: string,
  number: number,
): Promise<boolean> {
  const [batch, chunk] = await Promise.all([
    getBatch(table, org, batchId),
    getChunk(table, org, batchId, number),
  ]);
  return batch?.status === 'processing' && chunk !== undefined && OPEN.has(chunk.state);
}

const OPEN: ReadonlySet<Chunk['state']> = new Set(['released', 'queued']);

/**
 * Makes the link of one row, unless its chunk takes no more. A row whose turn has not come is sent again with a delay, and waits no
 * longer than that in the queue: what is further off is queued anew by its chunk. Neither counts as failing.
 */
export async function workRow(
  deps: RowWorker,
  message: RowMessage,
  isOpenChunk: (message: RowMessage) => Promise<boolean>,
): Promise<void> {
  if (!(await isOpenChunk(message))) return;
  const { org, batchId, row, hash, linkId, terms, onDuplicate, slotAt, retryAt } = message;
  const outcome = await createRowLink(
    deps,
    { org, by: `batch:${batchId}` },
    {
      linkId,
      terms,
      batch: { id: batchId, row, hash },
      onDuplicate,
      ...(slotAt === undefined ? {} : { slotAt }),
      ...(retryAt === undefined ? {} : { retryAt }),
    },
  );
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
