import { HELD_NEAR_MS } from '../connections/model/rate.ts';
import { reserveAhead } from '../connections/reserve-ahead.ts';
import type { LinkTerms } from '../links/model/link.ts';
import type { Hint } from '../queues/define-queue.ts';
import type { RowMessage } from '../queues/rows.ts';
import { rowLinks } from '../table/row-links.ts';
import { without } from '../without.ts';
import type { RowOutcome } from './columns/check-row.ts';
import { FileFault } from './csv/file-fault.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import { AHEAD_MS } from './release.ts';
import { rowEnd } from './row-end.ts';
import { rowAt, rowLinkId, runnable } from './row-ids.ts';
import { bytesOf } from './rows-of.ts';
import { saveChunk } from './save.ts';
import { checkRows } from './validate-chunk.ts';
import type { BatchWorker } from './worker.ts';

/** How far ahead slots are reserved at most: what is released together is reserved together. */
export const MOST_AHEAD_MS = AHEAD_MS * 2;

/** After the last slot the rows are most likely through, as a hint comes up to a second later still. */
export const LOOK_AFTER_MS = 750;

type Good = Extract<RowOutcome, { ok: true }>;

/**
 * Queues the rows of a chunk, each with a slot of its connection's rate. Done twice, a row meets its own link. Where no slots are to
 * be had (the provider is down, or others were faster) the chunk waits: that never counts as failing.
 */
export async function runChunk(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  const bytes = await bytesOf(deps.files, batch, chunk);
  const checked = await checkRows(deps, batch, chunk, bytes, { makesLinks: true });
  if (checked instanceof FileFault) throw checked;
  const wanted = await stillToDo(deps, batch, chunk);
  const rows = wanted.flatMap((index) => {
    const { record, check } = checked[index] ?? {};
    const linkId = rowLinkId(batch, chunk, index);
    const fits = check?.ok && !isTooLate(batch, check.terms);
    return record && fits && linkId !== undefined ? [{ row: record.row, check, linkId }] : [];
  });
  const sent = new Set(rows.map(({ row }) => row));
  const unfit = wanted.map((index) => chunk.firstRow + index).filter((row) => !sent.has(row));
  const slots = await slotsFor(deps, batch, rows);
  const now = deps.clock.now();
  if ('refusedUntil' in slots) {
    await saveChunk(deps, chunk, { ...without(chunk, 'leaseUntil'), nextAt: slots.refusedUntil });
    if (slots.refusedUntil - now < 60_000) await hintAt(deps, chunk, slots.refusedUntil);
    return;
  }
  const delays = slots.slots.length > 0 ? delaysOf(slots.slots, now) : [];
  await deps.rows.send(
    rows.map(({ row, check, linkId }, index): Hint<RowMessage> => {
      const slotAt = slots.slots[index];
      return {
        message: messageOf(batch, chunk, row, check, linkId, slotAt),
        group: batch.org,
        ...(delays[index] === undefined ? {} : { delaySeconds: delays[index] }),
      };
    }),
  );
  const lastSlotAt = Math.max(now, ...slots.slots.slice(-1));
  const first = chunk.queuedAt === undefined && chunk.retriedAt === undefined;
  const queued = {
    ...without(chunk, 'leaseUntil', 'failures', 'unfit'),
    state: 'queued' as const,
    queuedAt: now,
    lastSlotAt,
    looks: 0,
    ...(unfit.length ? { unfit } : {}),
    nextAt: lastSlotAt + LOOK_AFTER_MS,
  };
  const saved = await saveChunk(deps, chunk, queued, first ? { begun: runnable(chunk).length } : undefined);
  if (saved) await hintAt(deps, saved, lastSlotAt + LOOK_AFTER_MS);
}

/** As many as one request sends, receives and deletes. */
const TOGETHER = 10;

/** Rows that come together wait for their slots together, and no longer than a worker waits for any. */
const TOGETHER_MS = HELD_NEAR_MS - 1_000;

/** Seconds until each row is received: of ten that follow each other those of the first, if the last is not much later. */
function delaysOf(slots: readonly number[], now: number): number[] {
  let first = { index: 0, at: slots[0] ?? now };
  return slots.map((at, index) => {
    if (index - first.index >= TOGETHER || at - first.at >= TOGETHER_MS) first = { index, at };
    return Math.floor(Math.max(0, first.at - now) / 1000);
  });
}

/** The first time: all. Queued again, or where others may have begun them: those that have no link, or may make another. */
export async function stillToDo(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<number[]> {
  const all = runnable(chunk);
  const isFirst =
    chunk.queuedAt === undefined && chunk.retriedAt === undefined && batch.retryOf === undefined;
  if (isFirst) return all;
  const ids = all.map((index) => rowLinkId(batch, chunk, index)).filter((id) => id !== undefined);
  const links = await rowLinks(deps.table, batch.org, ids);
  return all.filter((index) => {
    const link = links.get(rowLinkId(batch, chunk, index) ?? '');
    return rowEnd(link, rowAt(chunk, index)).state === 'absent';
  });
}

/** One slot for each row; none where the connection cannot be opened, as each row then tells. */
async function slotsFor(
  deps: BatchWorker,
  batch: Batch,
  rows: readonly unknown[],
): Promise<{ slots: readonly number[] } | { refusedUntil: number }> {
  if (rows.length === 0) return { slots: [] };
  const { connection } = await deps.openConnection(batch.org, batch.connection);
  return reserveAhead(deps, connection, rows.length, MOST_AHEAD_MS);
}

/** The batch is to be sent when the link is over, or its provider sends at once and cannot be asked to wait. */
function isTooLate({ confirmed }: Batch, { expiresAt, sender, channels }: LinkTerms): boolean {
  const { sendAt } = confirmed ?? {};
  if (sendAt === undefined || !channels?.length) return false;
  return sendAt >= expiresAt || sender === 'provider';
}

function messageOf(
  batch: Batch,
  chunk: Chunk,
  row: number,
  { terms, hash, onDuplicate }: Good,
  linkId: string,
  slotAt: number | undefined,
): RowMessage {
  const { sendAt } = batch.confirmed ?? {};
  return {
    v: 1,
    org: batch.org,
    batchId: batch.id,
    chunk: chunk.number,
    row,
    linkId,
    hash,
    terms: sendAt === undefined ? terms : { ...terms, sendAt },
    // Refused at the border: a row ends with a link of its own or with none.
    onDuplicate,
    ...(slotAt === undefined ? {} : { slotAt }),
    ...(chunk.retriedAt === undefined ? {} : { retryAt: chunk.retriedAt }),
  };
}

/** A hint that the queue can hold back so long; else the chunk's own timer brings it. */
export async function hintAt(deps: BatchWorker, { org, batchId, number }: Chunk, at: number): Promise<void> {
  const delay = Math.max(0, Math.ceil((at - deps.clock.now()) / 1000));
  if (delay <= 900) await deps.hints.chunk(org, batchId, number, delay);
}
