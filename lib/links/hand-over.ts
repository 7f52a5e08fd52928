import { NEAR_MS } from '../connections/model/rate.ts';
import { getLink } from '../table/links.ts';
import { without } from '../without.ts';
import { causeOf } from './adopt.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Failure, Link } from './model/link.ts';
import { meet } from './model/row.ts';
import { hasMoney } from './model/status.ts';
import { operation } from './operation.ts';
import { prepareRow } from './prepare-row.ts';
import {
  leaveFailed,
  type RowStanding,
  type RowToCreate,
  rowDraft,
  standing,
  standingOf,
} from './row-link.ts';
import type { LinkDraft } from './save.ts';
import { saveLink } from './save.ts';
import { nativeChannels } from './sending-at-creation.ts';

type SaveDeps = Pick<LinkDeps, 'table' | 'clock'>;

/**
 * Begins the link of a row that its provider is told of in a batch of the provider's own: the intent is written, and waits
 * without a timer until that batch is over. The provider sends, so a row that nobody may be messaged for fails here, as one
 * does that anything else stands in the way of. Done twice, it meets its own link.
 */
export async function handOverRow(
  deps: SaveDeps & Pick<LinkDeps, 'openConnection'>,
  actor: Actor,
  row: RowToCreate,
): Promise<RowStanding> {
  const before = await getLink(deps.table, actor.org, row.linkId);
  if (before && meet(before, row) !== 'made anew') return standingOf(before, row);
  const ready = await prepareRow(deps, actor.org, row, before);
  if ('category' in ready) return leaveFailed(deps, actor, row, before, ready);
  const { opened, terms, sending } = ready;
  const now = deps.clock.now();
  if (nativeChannels(terms, opened).length > 0 && !sending.sentAtCreation) {
    return leaveFailed(deps, actor, row, before, { category: 'recipient_suppressed', at: now });
  }
  const intent = await saveLink(
    deps,
    before,
    {
      ...rowDraft(actor.org, row, terms, before, now),
      ...sending,
      // Nothing of the one that failed is at the provider; whatever it was told is not to be found again.
      ...(before ? { generation: (before.generation ?? 0) + 1 } : {}),
      stage: 'creating',
      op: { ...operation('create', now), handedOver: true },
    },
    { ...causeOf(actor), what: before ? 'retry' : 'intent' },
  );
  return intent ? standingOf(intent, row) : standing(deps, actor, row);
}

/**
 * The provider's batch is over, and has not named the row among the failed ones: from the slot on, epoch ms, the link is
 * looked for by its own timer, as any whose creation is not settled.
 */
export function lookForHanded(deps: SaveDeps, actor: Actor, link: Link, slotAt: number): Promise<Link> {
  return settleHanded(deps, actor, link, 'handed over', (current) => {
    const now = deps.clock.now();
    const until = Math.max(now, slotAt - NEAR_MS);
    return { ...current, slotAt, op: { ...current.op, startedAt: now, looks: 0, until } };
  });
}

/** The row was not made: its link has failed. One that was cancelled meanwhile is over, and one that is paid is looked for. */
export function failHanded(
  deps: SaveDeps,
  actor: Actor,
  link: Link,
  failure: Pick<Failure, 'category' | 'code'>,
): Promise<Link> {
  return settleHanded(deps, actor, link, failure.category, (current) => {
    const now = deps.clock.now();
    if (hasMoney(current)) return { ...current, op: { ...current.op, looks: 0, until: now } };
    if (current.stage === 'cancelled') return without(current, 'op');
    return { ...without(current, 'op'), stage: 'failed', failure: { ...failure, at: now } };
  });
}

/** Only what is still handed over changes: whoever comes second finds it settled. */
function settleHanded(
  deps: SaveDeps,
  actor: Actor,
  link: Link,
  reason: string,
  settled: (link: Parameters<Parameters<typeof changeDuring>[3]>[0]) => LinkDraft,
): Promise<Link> {
  return changeDuring(
    deps,
    actor,
    link,
    (current) => settled({ ...current, op: without(current.op, 'handedOver') }),
    { what: 'create', reason },
  );
}
