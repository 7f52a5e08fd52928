import type { Link } from '../links/model/link.ts';
import { getSums } from '../table/batches.ts';
import { rowLinks } from '../table/row-links.ts';
import { without } from '../without.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk, Ends } from './model/chunk.ts';
import type { Row } from './model/row.ts';
import { type RowEnd, rowEnd } from './row-end.ts';
import { rowAt, rowLinkId, runnable } from './row-ids.ts';
import { checkedRows, putEndedRows } from './rows-of.ts';
import { hintAt } from './run-chunk.ts';
import { saveChunk } from './save.ts';
import { duplicateOf } from './settle.ts';
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
  if (creating || (awaited && chunk.state === 'queued')) return wait(deps, chunk, awaited);
  // Where a row has no link, nobody may still be about to make one.
  const neverQueued = chunk.state === 'validated';
  if (absent.length > 0 && chunk.state !== 'closing' && !neverQueued) return fence(deps, chunk);
  await close(deps, batch, chunk, found);
}

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

async function fence(deps: BatchWorker, chunk: Chunk): Promise<void> {
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
  const firstRows = new Map(chunk.duplicates);
  const unfit = new Set(chunk.unfit);
  const ends: Ends = { linkCreated: 0, failed: 0, passing: 0, skipped: 0 };
  const checked = await checkedRows(deps.files, chunk);
  const rows = checked.map((row, index): Row => {
    const firstRow = firstRows.get(row.row);
    if (firstRow !== undefined) {
      return { ...row, state: 'duplicate', firstRow, errors: [duplicateOf(firstRow)] };
    }
    if (row.state === 'invalid') return row;
    const link = links.get(index);
    const end = rowEnd(link, rowAt(chunk, index));
    if (end.state === 'absent' && unfit.has(row.row)) {
      ends.failed += 1;
      return { ...row, state: 'failed', errors: [{ code: 'no_longer_valid', detail: NO_LONGER_VALID }] };
    }
    return ended(row, link, end, ends);
  });
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

/** Counts the row, too. */
function ended(row: Row, link: Link | undefined, end: RowEnd, ends: Ends): Row {
  const named = link ? { linkId: link.id } : {};
  if (end.state === 'link_created') {
    ends.linkCreated += 1;
    return { ...row, ...named, state: 'link_created', ...(link ? { code: link.code } : {}) };
  }
  if (end.state === 'failed') {
    ends.failed += 1;
    ends.passing += end.passing ? 1 : 0;
    const error = { code: end.code, detail: detailOf(end.code) };
    return { ...row, ...named, state: 'failed', passing: end.passing, errors: [error] };
  }
  ends.skipped += 1;
  return { ...row, state: 'skipped' };
}

const DETAILS: Readonly<Record<string, string>> = {
  key_reused: 'A link with the same key and another content is there already.',
  outcome_unknown: 'Whether the provider has made it is not known; a person has to resolve the link.',
  unavailable: 'The provider could not be reached for a day.',
  'rate-limited': 'The provider took no more calls for a day.',
  credentials: "The provider refused the connection's credentials.",
  rejected: 'The provider refused it.',
  duplicate_active_link: 'An open link has the same reference.',
  recipient_suppressed: 'The recipient must not be messaged.',
  cancelled: 'It was cancelled before it was made.',
};

const NO_LONGER_VALID =
  'It was valid when the file was checked, and did not fit its connection when it was to run.';

function detailOf(code: string): string {
  return DETAILS[code] ?? 'The link could not be made; see the link.';
}
