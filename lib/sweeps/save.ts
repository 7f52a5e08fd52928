import type { Clock } from '../clock.ts';
import { newWriter } from '../ids.ts';
import type { Table } from '../table/client.ts';
import { putSweep } from '../table/sweeps.ts';
import { nextSweep, type Sweep } from './model/sweep.ts';

/** A sweep as it is wanted; version, writer and timer are filled in by the save. */
export type SweepDraft = Omit<Sweep, 'version' | 'writer' | 'dueAt'>;

/** The only writer of sweeps: one conditional write on `version`. `undefined`: somebody else was faster. */
export async function saveSweep(
  deps: { table: Table; clock: Clock },
  before: Sweep | undefined,
  draft: SweepDraft,
): Promise<Sweep | undefined> {
  const { dueAt: _, ...after }: SweepDraft & { dueAt?: number } & Pick<Sweep, 'version' | 'writer'> = {
    ...draft,
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
  };
  const dueAt = nextSweep(after);
  const sweep: Sweep = dueAt === undefined ? after : { ...after, dueAt };
  return (await putSweep(deps.table, sweep, before?.version)) ? sweep : undefined;
}
