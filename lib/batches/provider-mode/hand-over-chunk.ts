import { handOverRow } from '../../links/hand-over.ts';
import { rowStateOf } from '../../links/model/row.ts';
import type { RowToCreate } from '../../links/row-link.ts';
import { without } from '../../without.ts';
import { FileFault } from '../csv/file-fault.ts';
import { inGroups } from '../in-groups.ts';
import type { Batch } from '../model/batch.ts';
import type { Chunk } from '../model/chunk.ts';
import { rowAt, rowLinkId, runnable } from '../row-ids.ts';
import { bytesOf } from '../rows-of.ts';
import { hintAt, stillToDo } from '../run-chunk.ts';
import { saveChunk } from '../save.ts';
import { checkRows } from '../validate-chunk.ts';
import type { BatchWorker } from '../worker.ts';
import { isBuilt } from './parts.ts';

/** Writes of links that are under way at once. */
const AT_ONCE = 10;

/**
 * Begins the link of each row of a chunk, to be made by its provider's own batch. When it is through, each row that may run
 * has its link, so that nobody begins another later; done twice, a row meets its own.
 */
export async function handOverChunk(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  const bytes = await bytesOf(deps.files, batch, chunk);
  const checked = await checkRows(deps, batch, chunk, bytes, { makesLinks: true });
  if (checked instanceof FileFault) throw checked;
  const wanted = await stillToDo(deps, batch, chunk);
  const rows: RowToCreate[] = [];
  const unfit: number[] = [];
  for (const index of wanted) {
    const { check } = checked[index] ?? {};
    const linkId = rowLinkId(batch, chunk, index);
    if (!check?.ok || linkId === undefined) {
      unfit.push(chunk.firstRow + index);
      continue;
    }
    const { terms, onDuplicate } = check;
    rows.push({ linkId, terms, onDuplicate, ...rowAt(chunk, index) });
  }
  // Read once for all rows: what the batch goes through cannot change but for being retired.
  const opened = deps.openConnection(batch.org, batch.connection);
  const using = { ...deps, openConnection: () => opened };
  const actor = { org: batch.org, by: `batch:${batch.id}` };
  const begun = await inGroups(rows, AT_ONCE, (row) => handOverRow(using, actor, row));
  const waits = begun.some(({ link }) => link.op?.handedOver && rowStateOf(link) === 'creating');
  await saveHanded(deps, chunk, unfit, { waits, isAsked: !waits || isBuilt(batch) });
}

/** A chunk without a row that waits for the provider is looked at; any other when its batch asks, unless it has asked already. */
async function saveHanded(
  deps: BatchWorker,
  chunk: Chunk,
  unfit: number[],
  { waits, isAsked }: { waits: boolean; isAsked: boolean },
): Promise<void> {
  const now = deps.clock.now();
  const first = chunk.queuedAt === undefined && chunk.retriedAt === undefined;
  const saved = await saveChunk(
    deps,
    chunk,
    {
      ...without(chunk, 'leaseUntil', 'failures', 'unfit', 'nextAt'),
      queuedAt: now,
      lastSlotAt: now,
      looks: 0,
      ...(unfit.length ? { unfit } : {}),
      state: waits ? 'handed' : 'queued',
      ...(isAsked ? { nextAt: now } : {}),
    },
    first ? { begun: runnable(chunk).length } : undefined,
  );
  if (saved && isAsked) await hintAt(deps, saved, now);
}
