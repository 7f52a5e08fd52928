import type { Link } from '../links/model/link.ts';
import { getSums } from '../table/batches.ts';
import { rowLinks } from '../table/row-links.ts';
import { without } from '../without.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk, Ends } from './model/chunk.ts';
import type { Row } from './model/row.ts';
import { rowEnd } from './row-end.ts';
import { rowAt, rowLinkId, runnable } from './row-ids.ts';
import { runningIn } from './row-now.ts';
import { checkedRows, putEndedRows } from './rows-of.ts';
import { hintAt } from './run-chunk.ts';
import { saveChunk } from './save.ts';
import type { BatchWorker } from './worker.ts';

/** Distances between looks at rows that are on their way. */
const LOOKS_MS: readonly number[] = [2, 3, 5, 10, 20, 30].map((seconds) => seconds * 1_000);

/** Rows that have no link so long after their slot are queued again: their messages are lost, or wait for a provider. */
const PATIENCE_MS: readonly number[] = [30, 60, 120, 300, 600, 900].map((seconds) => seconds * 1_000);

/** A row worker that saw the chunk open has written its link by then, or is dead. */
const FENCE_MS = 90_000;

/**
 * Looks at the links of a chunk's rows, and closes it when each has ended: what became of them is written to the bucket, and added
 * to the batch once. Rows whose messages are lost are queued again.
 */
export async function lookAtChunk(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  const wanted = runnable(chunk);
  const ids = new Map(wanted.map((index) => [index, rowLinkId(batch, chunk, index) ?? '']));
  // A chunk that is about to be closed is read as it stands, any other as it was a moment ago.
  const consistent = chunk.state === 'closing' || (chunk.looks ?? 0) > 2;
  const links = await rowLinks(deps.table, batch.org, [...ids.values()], { consistent });
  const found = new Map(wanted.map((index) => [index, links.get(ids.get(index) ?? '')]));
  const ends = new Map(wanted.map((index) => [index, rowEnd(found.get(index), rowAt(chunk, index))]));
  const unfit = new Set(chunk.unfit);
  const absent = wanted.filter((index) => ends.get(index)?.state === 'absent');
  // A row may still come if it was handed to the workers, and nobody has called that off.
  const awaited = batch.status !== 'cancelled' && absent.some((index) => !unfit.has(chunk.firstRow + index));
  const creating = [...ends.values()].some(({ state }) => state === 'creating');
  // From here on nobody begins one of its rows.
  if (batch.status === 'cancelled' && (creating || absent.length > 0) && AT_WORK.has(chunk.state)) {
    return fence(deps, chunk);
  }
  if (creating || (awaited && chunk.state === 'queued')) return wait(deps, chunk, awaited);
  // Where a row has no link, nobody may still be about to make one.
  const neverQueued = chunk.state === 'validated';
  if (absent.length > 0 && chunk.state !== 'closing' && !neverQueued) return fence(deps, chunk);
  await close(deps, batch, chunk, found);
}

const AT_WORK: ReadonlySet<Chunk['state']> = new Set(['released', 'queued']);

async function wait(deps: BatchWorker, chunk: Chunk, awaited: boolean): Promise<void> {
  const now = deps.clock.now();
  const looks = (chunk.looks ?? 0) + 1;
  const requeued = chunk.requeued ?? 0;
  const patience = PATIENCE_MS[Math.min(requeued, PATIENCE_MS.length - 1)] ?? 0;
  const rest = without(chunk, 'leaseUntil');
  if (awaited && chunk.state === 'queued' && now >= (chunk.lastSlotAt ?? 0) + patience) {
    await saveChunk(deps, chunk, { ...rest, state: 'released', requeued: requeued + 1, nextAt: now });
    return hintAt(deps, chunk, now);
  }
  const nextAt = now + (LOOKS_MS[Math.min(looks, LOOKS_MS.length) - 1] ?? 0);
  await saveChunk(deps, chunk, { ...rest, looks, nextAt });
  await hintAt(deps, chunk, nextAt);
}

/** No row of the chunk may be begun any more; it is closed when whoever is about to begin one is through. */
export async function fence(deps: BatchWorker, chunk: Chunk): Promise<void> {
  const nextAt = deps.clock.now() + FENCE_MS;
  await saveChunk(deps, chunk, { ...without(chunk, 'leaseUntil'), state: 'closing', nextAt });
  await hintAt(deps, chunk, nextAt);
}

async function close(
  deps: BatchWorker,
  batch: Batch,
  chunk: Chunk,
  links: ReadonlyMap<number, Link | undefined>,
): Promise<void> {
  const checked = await checkedRows(deps.files, chunk);
  const now = runningIn(chunk);
  const rows = checked.map((row, index) => ended(row, now(row, links.get(index))));
  const ends = endsOf(rows);
  await putEndedRows(deps.files, chunk, rows);
  // A chunk whose rows were never queued has handed none to the workers until now.
  const begun = chunk.queuedAt === undefined && chunk.retriedAt === undefined ? runnable(chunk).length : 0;
  const rest = without(chunk, 'leaseUntil', 'nextAt', 'failures');
  const closed = await saveChunk(
    deps,
    chunk,
    { ...rest, state: 'closed', ends },
    { ...ends, begun, closedChunks: 1 },
  );
  if (!closed) return;
  const sums = await getSums(deps.table, batch.org, batch.id);
  if (sums.closedChunks >= (batch.scanned?.chunks ?? 0)) await deps.hints.batch(batch.org, batch.id);
}

/** What has no link, nobody will make any more. */
function ended(checked: Row, row: Row): Row {
  return row.state === 'queued' || row.state === 'creating' ? { ...checked, state: 'skipped' } : row;
}

function endsOf(rows: readonly Row[]): Ends {
  const count = (isSo: (row: Row) => boolean) => rows.filter(isSo).length;
  return {
    linkCreated: count(({ state }) => state === 'link_created'),
    failed: count(({ state }) => state === 'failed'),
    passing: count(({ state, passing }) => state === 'failed' && passing === true),
    skipped: count(({ state }) => state === 'skipped'),
  };
}
