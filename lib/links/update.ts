import { AppError } from '../errors.ts';
import { causeOf } from './adopt.ts';
import { type LinkChanges, refuseEnd, withChanges } from './changes.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { operation, refuseWhileBusy } from './operation.ts';
import { partChanges } from './provider-share.ts';
import { readLink } from './read.ts';
import { changeLink } from './save.ts';
import { updateAtProvider } from './update-at-provider.ts';

/**
 * Changes a link: our own fields at once, what the provider lets be changed (`limits.updatable`) there first, so that it
 * shows when it is done. `ifMatch` is the version that the caller has seen: `version_conflict` if it is another by now.
 * Throws `capability_not_supported` for what cannot be changed, `conflict_state` for a new end on a link that is over.
 */
export async function updateLink(
  deps: LinkDeps,
  actor: Actor,
  id: string,
  { changes, ifMatch }: { changes: LinkChanges; ifMatch?: number },
): Promise<Link> {
  const known = await readLink(deps, actor.org, id);
  const opened = await deps.openConnection(known.org, known.connection);
  let mine = false;
  const changed = await changeLink(
    deps,
    actor.org,
    id,
    (link) => {
      if (ifMatch !== undefined && link.version !== ifMatch) throw versionConflict(link, ifMatch);
      const now = deps.clock.now();
      if (changes.expiresAt !== undefined) refuseEnd(link, changes.expiresAt, now);
      const { update, own } = partChanges(opened, link, changes, now);
      mine = Object.keys(update).length > 0;
      if (!mine && Object.keys(own).length === 0) return undefined;
      if (mine) refuseWhileBusy(link, now);
      const draft = withChanges(link, own);
      return {
        draft: mine ? { ...draft, op: { ...operation('update', now), update } } : draft,
        cause: { ...causeOf(actor), what: 'update' },
      };
    },
    known,
  );
  return mine ? updateAtProvider(deps, actor, opened, changed) : changed;
}

function versionConflict(link: Link, ifMatch: number): AppError {
  return new AppError('version_conflict', {
    detail: `The link has version ${link.version}, not ${ifMatch}.`,
    linkId: link.id,
  });
}
