import { getLink } from '../table/links.ts';
import { causeOf } from './adopt.ts';
import { tryCreate } from './attempt-create.ts';
import type { Actor } from './deps.ts';
import type { Failure, Link } from './model/link.ts';
import { meet, rowStateOf } from './model/row.ts';
import { operation } from './operation.ts';
import { prepareRow, type ReadyRow } from './prepare-row.ts';
import {
  leaveFailed,
  type RowOutcome,
  type RowToCreate,
  rowDraft,
  standing,
  standingOf,
} from './row-link.ts';
import { saveLink } from './save.ts';
import { type RowDeps, settleRow } from './settle-row.ts';

/** A row that is refused a slot asks again after so long, and half as much at the most. */
const AGAIN_MS = 20_000;

/**
 * Makes the link of one row, once: whatever copy of its message comes, late, at the same time or after a death, and whatever
 * was uploaded again. The link at its id is the only record of a row that was begun, so one that fails before its provider
 * is asked leaves a `failed` link there too. The provider is called within the connection's rate, and not for a row that has
 * its link already. Throws only what passes (the table, a connection being replaced): the message comes again.
 */
export async function createRowLink(
  deps: RowDeps,
  actor: Actor,
  row: RowToCreate,
  found?: FoundRow,
): Promise<RowOutcome> {
  const { link, ready } = found ?? (await findRow(deps, actor, row));
  if (!link) return begin(deps, actor, row, undefined, ready);
  const meeting = meet(link, row);
  switch (meeting) {
    case 'made anew':
      return begin(deps, actor, row, link, await prepareRow(deps, actor.org, row, link));
    case 'goes on':
      return goOn(deps, actor, row, link);
    case 'key reused':
    case 'stands':
      return standingOf(link, row);
    default:
      return meeting satisfies never;
  }
}

/** What there is of a row before anything is done. */
export interface FoundRow {
  link: Link | undefined;
  ready: ReadyRow | Failure;
}

/** Only reads. Nearly always there is no link yet, so what a new one needs is read beside it. */
export async function findRow(
  deps: Pick<RowDeps, 'table' | 'clock' | 'openConnection'>,
  { org }: Actor,
  row: RowToCreate,
  read: (org: string, linkId: string) => Promise<Link | undefined> = (of, id) => getLink(deps.table, of, id),
): Promise<FoundRow> {
  const [link, ready] = await Promise.all([read(org, row.linkId), prepareRow(deps, org, row, undefined)]);
  return { link, ready };
}

/** One that is in another's hands, or waits for its own timer, is left alone. */
async function goOn(deps: RowDeps, actor: Actor, row: RowToCreate, link: Link): Promise<RowOutcome> {
  const { op, backoffUntil = 0 } = link;
  const waits = op?.kind !== 'create' || op.stuck || op.handedOver;
  const isLeft = !waits && Math.max(op.until, backoffUntil) <= deps.clock.now();
  if (!isLeft) return { state: rowStateOf(link), link };
  await settleRow(deps, actor, link);
  return standing(deps, actor, row);
}

async function begin(
  deps: RowDeps,
  actor: Actor,
  row: RowToCreate,
  before: Link | undefined,
  ready: ReadyRow | Failure,
): Promise<RowOutcome> {
  if ('category' in ready) return leaveFailed(deps, actor, row, before, ready);
  const { opened, terms, sending } = ready;
  const turn = await deps.rates.take(opened.connection, {
    id: row.linkId,
    version: deps.clock.now(),
    againMs: AGAIN_MS,
    ...(row.slotAt === undefined ? {} : { slotAt: row.slotAt }),
  });
  if (turn.turn === 'later') {
    return { state: 'later', at: turn.at, ...(turn.slotAt === undefined ? {} : { slotAt: turn.slotAt }) };
  }
  const now = deps.clock.now();
  const intent = await saveLink(
    deps,
    before,
    {
      ...rowDraft(actor.org, row, terms, before, now),
      ...sending,
      // Nothing of the one that failed is at the provider; whatever it was told is not to be found again.
      ...(before ? { generation: (before.generation ?? 0) + 1 } : {}),
      stage: 'creating',
      op: operation('create', now),
    },
    { ...causeOf(actor), what: before ? 'retry' : 'intent' },
  );
  if (!intent) return standing(deps, actor, row);
  const { link } = await tryCreate(deps, actor, opened, intent);
  return { state: rowStateOf(link), link };
}
