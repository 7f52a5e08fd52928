import { isDeepStrictEqual } from 'node:util';
import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { newSecret } from '../ids.ts';
import { getLink } from '../table/links.ts';
import { causeOf } from './adopt.ts';
import { attemptCreate } from './attempt-create.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, LinkTerms } from './model/link.ts';
import { remindersSent } from './model/reminders.ts';
import { isSettling, operation, refuseWhileBusy } from './operation.ts';
import { createAgain } from './retry.ts';
import { saveLink } from './save.ts';
import { sendingAtCreation } from './sending-at-creation.ts';
import { settleCreate } from './settle-create.ts';

interface Creation {
  linkId: string;
  terms: LinkTerms;
  /** Their connection, where it is open already. */
  opened?: OpenedConnection;
  replaces?: Link;
}

/**
 * Creates a link: intent, provider call, binding, result. The intent is stored first, so whatever happens afterwards
 * the link is known and ends somewhere. With the id of a link that is already there (a repeated request) it goes on
 * with that link and never makes a second one. One that `replaces` another is held until that one is closed.
 *
 * Gives the link with status `creating` where the provider's answer is not known. Throws `provider_rejected`,
 * `provider_unavailable`, `rate_limited` or `provider_bad_response` with `linkId` where it is known not to be created, and
 * `recipient_suppressed` where creating it would message who must not be messaged.
 */
export async function createLink(
  deps: LinkDeps,
  actor: Actor,
  { linkId, terms, replaces, ...given }: Creation,
): Promise<Link> {
  const opened = given.opened ?? (await deps.openConnection(actor.org, terms.connection));
  const sending = await sendingAtCreation(deps, actor.org, opened, terms).catch(async (error: unknown) => {
    // Suppressed since: the link that the first request has made stands.
    if (await getLink(deps.table, actor.org, linkId)) return {};
    throw error;
  });
  const now = deps.clock.now();
  const intent = await saveLink(
    deps,
    undefined,
    {
      ...terms,
      ...sending,
      org: actor.org,
      id: linkId,
      code: newSecret(128),
      stage: 'creating',
      createdAt: now,
      op: operation('create', now),
      ...(replaces ? inPlaceOf(replaces, terms) : {}),
    },
    { ...causeOf(actor), what: 'intent' },
  );
  return intent ? attemptCreate(deps, actor, opened, intent) : goOn(deps, actor, linkId);
}

/**
 * Held until the other is closed. What that one has sent of reminders counts for this one, as do the new links that its
 * payers have asked for; and a plan that a person has paused stays paused.
 */
function inPlaceOf(
  old: Link,
  { plan }: LinkTerms,
): Pick<Link, 'supersedes' | 'place' | 'held' | 'reminders' | 'renewals'> {
  const before = remindersSent(old);
  const pausedAt = isDeepStrictEqual(plan, old.plan) ? old.reminders?.pausedAt : undefined;
  const reminders = {
    ...(pausedAt === undefined ? {} : { pausedAt }),
    ...(before ? { before } : {}),
  };
  return {
    supersedes: old.id,
    place: (old.place ?? 1) + 1,
    held: true,
    ...(Object.keys(reminders).length ? { reminders } : {}),
    ...(old.renewals ? { renewals: { count: old.renewals.count } } : {}),
  };
}

/** The same request once more, after a crash or a passing failure: the same link. */
async function goOn(deps: LinkDeps, actor: Actor, linkId: string): Promise<Link> {
  const link = await getLink(deps.table, actor.org, linkId);
  if (!link) throw new AppError('internal', 'The link was there a moment ago.');
  if (link.status === 'failed') return createAgain(deps, actor, link);
  if (link.op?.kind !== 'create' || link.op.stuck) return link;
  if (!isSettling(link.op, deps.clock.now())) refuseWhileBusy(link, deps.clock.now());
  return settleCreate(deps, actor, link);
}
