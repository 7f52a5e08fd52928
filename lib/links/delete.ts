import { without } from '../without.ts';
import { causeOf } from './adopt.ts';
import { cancellation, conflict, refuseUnlessCancellable } from './cancel.ts';
import { canClose, closeAtProvider } from './close.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { readLink } from './read.ts';
import { changeLink, type LinkDraft } from './save.ts';

/**
 * Hides a link, cancelled first. Refused with `conflict_state` where anything was paid, seen by us or, asked now, by the
 * provider. The timer and the binding live on, so that money which comes late is not lost.
 */
export async function deleteLink(deps: LinkDeps, actor: Actor, id: string): Promise<void> {
  const known = await readLink(deps, actor.org, id);
  const opened = await deps.openConnection(known.org, known.connection);
  const { link } = await look(deps, actor, opened, known, 'refresh');
  const closes = canClose(opened.provider, link);
  let mine = false;
  const hidden = await changeLink(
    deps,
    actor.org,
    id,
    (current) => {
      mine = current.deletedAt === undefined;
      if (!mine) return undefined;
      if (hasMoney(current)) throw conflict(current);
      const now = deps.clock.now();
      return {
        draft: { ...stopped(current, closes, now), deletedAt: now },
        cause: { ...causeOf(actor), what: 'delete' },
      };
    },
    link,
  );
  if (!mine || hidden.op?.kind !== 'delete') return;
  const settled = await closeAtProvider(deps, actor, opened, hidden);
  if (!hasMoney(settled)) return;
  await changeLink(deps, actor.org, id, (current) => ({
    draft: without(current, 'deletedAt'),
    cause: { ...causeOf(actor), what: 'undelete', reason: current.status },
  }));
  throw conflict(settled);
}

function stopped(link: Link, closes: boolean, now: number): LinkDraft {
  if (link.status === 'cancelled' || link.status === 'expired' || link.status === 'failed') return link;
  refuseUnlessCancellable(link, now);
  return cancellation(link, closes, now, 'delete');
}
