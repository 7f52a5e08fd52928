import { AppError } from '../errors.ts';
import { getExport, pageOfExports } from '../table/exports.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { Actor, ExportDeps } from './deps.ts';
import { type Export, isUnderWay, NOTHING_READ } from './model/export.ts';
import { periodOf, type WantedPeriod } from './period.ts';
import { saveExport } from './save.ts';

/** An export as it is asked for. */
export type NewExport = Pick<Export, 'filter' | 'delimiter' | 'bom'> & { period: WantedPeriod };

/** Of one organisation at a time: each reads its links, and batches wait in the same queue. */
const MOST_AT_ONCE = 5;
/** Those that are under way are among the newest. */
const LOOKED_AT = 25;

/**
 * Makes an export that waits for its worker. The same id again (a repeated request) gives the export that is there. Throws
 * `validation_error` at `/paid_from` and `/paid_to`, and `operation_in_progress` while five are under way.
 */
export async function createExport(
  deps: ExportDeps,
  actor: Actor,
  id: string,
  { period, ...wanted }: NewExport,
): Promise<Export> {
  const { table, clock } = deps;
  const there = await getExport(table, actor.org, id);
  if (there) return there;
  const { timezone } = await getOrganisation(table, actor.org);
  const now = clock.now();
  const { from, to, dates } = periodOf(period, timezone, now);
  await refuseMany(deps, actor.org);
  const made = await saveExport(
    deps,
    undefined,
    {
      ...wanted,
      org: actor.org,
      id,
      createdBy: actor.by,
      status: 'queued',
      createdAt: now,
      from,
      to,
      fileName: `paid-links-${[...new Set(dates)].join('-to-')}.csv`,
      reading: NOTHING_READ,
    },
    actor.by,
  );
  const one = made ?? (await getExport(table, actor.org, id));
  if (!one) throw new AppError('internal', 'The export was there a moment ago.');
  await deps.hint(one.org, one.id);
  return one;
}

/** A brake and no count: two requests at once may both pass. */
async function refuseMany({ table }: Pick<ExportDeps, 'table'>, org: string): Promise<void> {
  const { exports } = await pageOfExports(table, org, { limit: LOOKED_AT, after: undefined });
  if (exports.filter(isUnderWay).length < MOST_AT_ONCE) return;
  throw new AppError('operation_in_progress', {
    detail: `${MOST_AT_ONCE} exports are under way; wait for one of them, or cancel it.`,
    retryAfterSeconds: 60,
  });
}
