import { without } from '../../without.ts';
import { TIMER } from '../deps.ts';
import type { Batch } from '../model/batch.ts';
import type { Place, ProviderPart } from '../model/provider-part.ts';
import { changeBatch } from '../save.ts';
import type { BatchWorker } from '../worker.ts';

const BEGINNING: Place = { chunk: 1, row: 0 };

/** What became of a batch that was cancelled before its provider was told to begin. */
export const CALLED_OFF = { category: 'batch_cancelled' };

/** The retry that is being run, by its instant; 0: the first run. */
export function roundOf({ reopenedFor = 0 }: Batch): number {
  return reopenedFor;
}

export function partsOf({ atProvider }: Batch): readonly ProviderPart[] {
  return atProvider?.parts ?? [];
}

/** The parts of the present round. */
export function presentParts(batch: Batch): readonly ProviderPart[] {
  return partsOf(batch).filter(({ round }) => round === roundOf(batch));
}

/** All rows of the present round are in a part. */
export function isBuilt(batch: Batch): boolean {
  return batch.atProvider?.built === roundOf(batch);
}

/** The last row that is in a part of the present round. */
export function builtTo(batch: Batch): Place {
  return presentParts(batch).at(-1)?.to ?? BEGINNING;
}

/** The part that a row of the present round belongs to; `undefined`: none yet. */
export function partOfRow(batch: Batch, row: number): ProviderPart | undefined {
  return presentParts(batch).find(({ after, to }) => row > after.row && row <= to.row);
}

/** Adds a part behind those that are there; nothing, where another worker was faster. */
export function addPart(deps: BatchWorker, batch: Batch, part: ProviderPart, last: boolean): Promise<Batch> {
  return changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'part built', (current) => {
    const isNext = roundOf(current) === part.round && builtTo(current).row === part.after.row;
    if (!isNext || isBuilt(current)) return undefined;
    const { parts = [], ...rest } = current.atProvider ?? {};
    return {
      ...current,
      atProvider: { ...rest, parts: [...parts, part], ...(last ? { built: part.round } : {}) },
    };
  });
}

/**
 * Changes a part that still is as it was when it was read, in state and place at the provider. Where it goes into another
 * state, what holds for the one it leaves is dropped.
 */
export function changePart(
  deps: BatchWorker,
  batch: Batch,
  part: ProviderPart,
  change: Partial<ProviderPart>,
  { unless }: { unless?: (current: Batch) => boolean } = {},
): Promise<Batch> {
  return changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'at provider', (current) => {
    const { atProvider } = current;
    if (!atProvider || unless?.(current)) return undefined;
    const index = atProvider.parts.findIndex(({ file }) => file === part.file);
    const found = atProvider.parts[index];
    if (found?.state !== part.state || found.id !== part.id) return undefined;
    const moves = change.state !== undefined && change.state !== found.state;
    const kept = moves
      ? { ...without(found, 'nextAt', 'slotAt', 'uploadUrl'), since: deps.clock.now() }
      : found;
    const parts = atProvider.parts.with(index, { ...kept, ...change });
    return { ...current, atProvider: { ...atProvider, parts } };
  });
}
