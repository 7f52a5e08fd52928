import { AppError, notFound } from '../errors.ts';
import { without } from '../without.ts';
import { causeOf } from './adopt.ts';
import { attemptCreate } from './attempt-create.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { operation } from './operation.ts';
import { readLink } from './read.ts';
import { saveLink } from './save.ts';
import { sendingAtCreation } from './sending-at-creation.ts';

/** A link that failed, once more: nothing of it is at the provider, so it is made under a new reference. */
export async function retryLink(deps: LinkDeps, actor: Actor, id: string): Promise<Link> {
  const link = await readLink(deps, actor.org, id);
  if (link.status !== 'failed') {
    throw refused(`Only a failed link can be retried; this one is ${link.status}.`, link);
  }
  // The one that it was to replace may be paid meanwhile; only a supersede closes that one.
  if (link.supersedes !== undefined) throw refused('Supersede the other link again instead.', link);
  return createAgain(deps, actor, link);
}

/** The same for a link that was just read as failed. */
export async function createAgain(deps: LinkDeps, actor: Actor, link: Link): Promise<Link> {
  if (link.deletedAt !== undefined) throw notFound();
  if (hasMoney(link))
    throw refused('Money came although its creation had failed; a person has to look.', link);
  const now = deps.clock.now();
  if (link.expiresAt <= now) {
    throw refused('The link has passed its end; create a new one.', link);
  }
  const opened = await deps.openConnection(link.org, link.connection);
  if (opened.connection.retiredAt !== undefined)
    throw refused('Its connection is retired; create a new link.', link);
  const sending = await sendingAtCreation(deps, link.org, opened, link);
  const intent = await saveLink(
    deps,
    link,
    {
      ...without(link, 'failure', 'sentAtCreation'),
      ...sending,
      stage: 'creating',
      generation: (link.generation ?? 0) + 1,
      op: operation('create', now),
    },
    { ...causeOf(actor), what: 'retry' },
  );
  if (intent) return attemptCreate(deps, actor, opened, intent);
  throw new AppError('operation_in_progress', {
    detail: 'The link is being retried already.',
    linkId: link.id,
    retryAfterSeconds: 1,
  });
}

function refused(detail: string, { id, status }: Link): AppError {
  return new AppError('conflict_state', { detail, from: status, to: 'creating', linkId: id });
}
