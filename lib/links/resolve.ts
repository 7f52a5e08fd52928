import { AppError } from '../errors.ts';
import { providerProblem } from '../providers/problem.ts';
import { without } from '../without.ts';
import { adopt, causeOf } from './adopt.ts';
import { check } from './check.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { isSettling, refuseWhileBusy } from './operation.ts';
import { readLink } from './read.ts';
import { changeLink } from './save.ts';

/**
 * A person settles a create whose outcome nobody could find out: either it is this provider link, which is then read and
 * adopted, or there is none and the link is `failed`.
 */
export async function resolveLink(
  deps: LinkDeps,
  actor: Actor,
  id: string,
  answer: { providerLinkId: string } | { none: true },
): Promise<Link> {
  const link = await readLink(deps, actor.org, id);
  const now = deps.clock.now();
  if (link.op?.kind !== 'create') {
    throw new AppError('conflict_state', {
      detail: 'The creation of this link is settled.',
      from: link.status,
      to: link.status,
      linkId: id,
    });
  }
  if (!link.op.stuck && !isSettling(link.op, now)) refuseWhileBusy(link, now);
  return 'none' in answer ? giveUp(deps, actor, link) : adoptNamed(deps, actor, link, answer.providerLinkId);
}

async function adoptNamed(deps: LinkDeps, actor: Actor, link: Link, providerLinkId: string): Promise<Link> {
  const opened = await deps.openConnection(link.org, link.connection);
  const found = await check(deps, opened, { ...link, providerLinkId });
  if (found && 'failed' in found) throw providerProblem(found.failed, link.id);
  if (!found || found.missing) {
    throw refused('The provider has no link with this id.');
  }
  const adopted = await adopt(deps, actor, opened, link, { ...found.seen, providerLinkId });
  if (!adopted) throw refused('This provider link belongs to another link.');
  return adopted;
}

async function giveUp(deps: LinkDeps, actor: Actor, link: Link): Promise<Link> {
  return changeLink(
    deps,
    link.org,
    link.id,
    (current) =>
      current.op?.kind === 'create'
        ? {
            draft: {
              ...without(current, 'op'),
              stage: current.stage === 'creating' ? 'failed' : current.stage,
              failure: { category: 'given_up', at: deps.clock.now() },
            },
            cause: { ...causeOf(actor), what: 'resolve', reason: 'none' },
          }
        : undefined,
    link,
  );
}

function refused(detail: string): AppError {
  return new AppError('validation_error', {
    detail: 'The link cannot be resolved so.',
    errors: [{ pointer: '/provider_link_id', code: 'invalid', detail }],
  });
}
