import { NEAR_MS } from '../../connections/model/rate.ts';
import { reserveAhead } from '../../connections/reserve-ahead.ts';
import { failHanded, lookForHanded } from '../../links/hand-over.ts';
import type { Failure, Link } from '../../links/model/link.ts';
import { log } from '../../log.ts';
import { rowLinks } from '../../table/row-links.ts';
import { without } from '../../without.ts';
import { inGroups } from '../in-groups.ts';
import type { Batch } from '../model/batch.ts';
import type { Chunk } from '../model/chunk.ts';
import { rowLinkId, runnable } from '../row-ids.ts';
import { hintAt, LOOK_AFTER_MS, MOST_AHEAD_MS } from '../run-chunk.ts';
import { saveChunk } from '../save.ts';
import type { BatchWorker } from '../worker.ts';
import { referenceOf } from './build-part.ts';
import { type Line, linesOf } from './lines.ts';
import { CALLED_OFF, isBuilt, partOfRow } from './parts.ts';

/** Writes of links that are under way at once. */
const AT_ONCE = 10;

/** Rows of another part still wait: the batch asks when that has ended, or just has and was not seen. */
const PATIENCE_MS = 5 * 60_000;

/** What is to be done with a row that was handed over: it waits on, is looked for, or has failed. */
type Verdict = 'waits' | 'made' | Pick<Failure, 'category' | 'code'>;

/**
 * Settles the rows of a chunk whose part has ended: refused ones have failed, all others are looked for, each in a slot of the
 * connection's rate and by its own timer. Where rows of another part still wait, the batch asks again.
 */
export async function settleChunk(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  const { waiting, refusedUntil, lastSlotAt } = await settleRows(deps, batch, chunk);
  const rest = without(chunk, 'leaseUntil', 'failures', 'nextAt');
  if (refusedUntil !== undefined) {
    const saved = await saveChunk(deps, chunk, { ...rest, nextAt: refusedUntil });
    if (saved) await hintAt(deps, saved, refusedUntil);
    return;
  }
  if (waiting > 0)
    return void (await saveChunk(deps, chunk, { ...rest, nextAt: deps.clock.now() + PATIENCE_MS }));
  const nextAt = lastSlotAt + LOOK_AFTER_MS;
  const saved = await saveChunk(deps, chunk, { ...rest, state: 'queued', looks: 0, lastSlotAt, nextAt });
  if (saved) await hintAt(deps, saved, nextAt);
}

/** The same for whoever closes the chunk. Done twice, each row is settled once. */
export async function settleRows(
  deps: BatchWorker,
  batch: Batch,
  chunk: Chunk,
): Promise<{ waiting: number; refusedUntil?: number; lastSlotAt: number }> {
  const rows = await handedRows(deps, batch, chunk);
  const verdicts = await verdictsOf(deps, batch, rows);
  const actor = { org: batch.org, by: `batch:${batch.id}` };
  const made: Link[] = [];
  const failed: { link: Link; failure: Pick<Failure, 'category' | 'code'> }[] = [];
  let waiting = 0;
  for (const [index, { link }] of rows.entries()) {
    const verdict = verdicts[index] ?? 'waits';
    if (verdict === 'waits') waiting += 1;
    else if (verdict === 'made') made.push(link);
    else failed.push({ link, failure: verdict });
  }
  await inGroups(failed, AT_ONCE, ({ link, failure }) => failHanded(deps, actor, link, failure));
  const now = deps.clock.now();
  if (made.length === 0) return { waiting, lastSlotAt: now };
  const { connection } = await deps.openConnection(batch.org, batch.connection);
  const reserved = await reserveAhead(deps, connection, made.length, MOST_AHEAD_MS);
  if ('refusedUntil' in reserved) return { waiting, refusedUntil: reserved.refusedUntil, lastSlotAt: now };
  const slotted = made.map((link, index) => ({ link, slotAt: reserved.slots[index] ?? now }));
  await inGroups(slotted, AT_ONCE, ({ link, slotAt }) => lookForHanded(deps, actor, link, slotAt));
  await wakeInTurn(deps, batch, slotted);
  return { waiting, lastSlotAt: Math.max(now, ...reserved.slots.slice(-1)) };
}

async function handedRows(
  deps: BatchWorker,
  batch: Batch,
  chunk: Chunk,
): Promise<{ row: number; link: Link }[]> {
  const ids = new Map(runnable(chunk).map((index) => [rowLinkId(batch, chunk, index) ?? '', index]));
  const links = await rowLinks(deps.table, batch.org, [...ids.keys()], { consistent: true });
  return [...ids].flatMap(([id, index]) => {
    const link = links.get(id);
    const isHanded = link?.batch?.id === batch.id && link.op?.handedOver;
    return link && isHanded ? [{ row: chunk.firstRow + index, link }] : [];
  });
}

/** Of each row, by the part that it is in. */
async function verdictsOf(
  deps: BatchWorker,
  batch: Batch,
  rows: readonly { row: number; link: Link }[],
): Promise<Verdict[]> {
  const read = new Map<string, Map<string, Line>>();
  const verdicts: Verdict[] = [];
  for (const { row, link } of rows) {
    const part = partOfRow(batch, row);
    if (part?.state === 'ended' && part.lines > 0 && !part.failure && !read.has(part.file)) {
      const lines = await linesOf(deps.files, batch, part.file);
      read.set(part.file, new Map(lines.map((line) => [line.reference, line])));
    }
    if (!part) verdicts.push(withoutPart(batch));
    else if (part.state !== 'ended') verdicts.push('waits');
    else verdicts.push(part.failure ?? verdictOf(read.get(part.file)?.get(referenceOf(link))));
  }
  return verdicts;
}

function withoutPart(batch: Batch): Verdict {
  if (batch.status === 'cancelled') return CALLED_OFF;
  return isBuilt(batch) ? NOT_IN_FILE : 'waits';
}

/** Cancelled before its file was written: nobody was told of it. */
const NOT_IN_FILE = { category: 'unavailable', code: 'not_in_provider_batch' };

function verdictOf(line: Line | undefined): Verdict {
  if (!line) return NOT_IN_FILE;
  return line.failed === undefined ? 'made' : { category: 'rejected', code: line.failed };
}

/** Saves a wait: each has its timer. */
async function wakeInTurn(
  { wakes, clock }: BatchWorker,
  { org, id }: Batch,
  slotted: readonly { link: Link; slotAt: number }[],
): Promise<void> {
  const now = clock.now();
  try {
    await wakes.send(
      slotted.map(({ link, slotAt }) => ({
        message: { v: 1, kind: 'link', org, linkId: link.id, slotAt },
        group: org,
        delaySeconds: Math.max(1, Math.ceil((slotAt - NEAR_MS - now) / 1000)),
      })),
    );
  } catch (error) {
    log.warn('QUEUE_HINT_LOST', { queue: 'wake', batchId: id }, error);
  }
}
