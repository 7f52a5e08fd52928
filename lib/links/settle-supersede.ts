import { AppError } from '../errors.ts';
import { getLink } from '../table/links.ts';
import { createLink } from './create.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { endPage } from './end-page.ts';
import type { Link, Operation } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { notReplaceable } from './replaceable.ts';
import { isPassing, readyToRenew, renewLater } from './settle-renewal.ts';
import { abandon, leaveAsItWas, replace, succeed } from './succeed.ts';
import { wait } from './wait-supersede.ts';

/** The creation of the new link is settled by that link's own timer; this one looks a moment later. */
const AFTER_ITS_LOOK_MS = 1_000;
const WHILE_A_PERSON_LOOKS_MS = 10 * 60_000;

/** A page that the provider gave no answer about is closed again after this long; then it is superseded, and watched. */
const CLOSE_AGAIN_MS: readonly number[] = [5_000, 60_000];

/**
 * Goes on with a supersede that was just won (`asked`: by its caller, else by the timer) from wherever it is. Gives the
 * new link, which is still held where something has to be waited for. Throws where the old one stays as it was.
 */
export async function settleSupersede(
  deps: LinkDeps,
  actor: Actor,
  old: Link,
  { asked = false }: { asked?: boolean } = {},
): Promise<Link> {
  const wanted = old.op?.kind === 'supersede' ? old.op.successor : undefined;
  if (!wanted) return old;
  const renewal = old.op?.renewal !== undefined;
  const doer = renewal ? { ...actor, by: 'payer' } : actor;
  if (old.supersededBy !== undefined) return succeed(deps, doer, old);
  if (hasMoney(old)) return abandon(deps, doer, old, wanted.id);
  const known = await getLink(deps.table, old.org, wanted.id);
  if (known && !(known.status === 'failed' && (asked || renewal))) return goOn(deps, doer, old, known);
  const ready = renewal ? await readyToRenew(deps, doer, old) : old;
  if (!ready) return old;
  const made = await make(deps, doer, ready, wanted);
  return made ? goOn(deps, doer, ready, made) : old;
}

/** The new link is there, in whatever state. */
async function goOn(deps: LinkDeps, actor: Actor, old: Link, successor: Link): Promise<Link> {
  if (successor.stage === 'creating') return waitForCreation(deps, actor, old, successor);
  if (successor.stage !== 'open' && !hasMoney(successor)) {
    await leaveAsItWas(deps, actor, old, successor.status);
    throw notReplaceable(old, 'The link that was to take its place is over.');
  }
  return close(deps, actor, old, successor);
}

/**
 * Known not to be made: the old link stays as it was, and the caller is told why. `undefined`: nobody waits for it, and
 * it is tried again later.
 */
async function make(
  deps: LinkDeps,
  actor: Actor,
  old: Link,
  { id: linkId, terms }: NonNullable<Operation['successor']>,
): Promise<Link | undefined> {
  try {
    return await createLink(deps, actor, { linkId, terms, replaces: old });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    const made = await getLink(deps.table, old.org, linkId);
    if (made && made.status !== 'failed') throw error;
    if (isPassing(error) && (await renewLater(deps, actor, old))) return undefined;
    await leaveAsItWas(deps, actor, old, made?.failure?.category ?? 'not_created');
    throw error;
  }
}

async function waitForCreation(deps: LinkDeps, actor: Actor, old: Link, successor: Link): Promise<Link> {
  const now = deps.clock.now();
  const { op } = successor;
  const until = op?.stuck
    ? now + WHILE_A_PERSON_LOOKS_MS
    : Math.max(op?.until ?? now, now) + AFTER_ITS_LOOK_MS;
  await wait(deps, actor, old, { until }, 'creating');
  return successor;
}

async function close(deps: LinkDeps, actor: Actor, old: Link, successor: Link): Promise<Link> {
  const opened = await deps.openConnection(old.org, old.connection);
  const { link, page } = await endPage(deps, actor, opened, old);
  if (hasMoney(link)) return abandon(deps, actor, link, successor.id);
  if (page !== 'no answer') return replace(deps, actor, link, { successor, open: page === 'open' });
  const unanswered = (link.op?.unanswered ?? 0) + 1;
  const again = CLOSE_AGAIN_MS[unanswered - 1];
  if (again === undefined) return replace(deps, actor, link, { successor, open: true, closesOn: true });
  await wait(deps, actor, link, { until: deps.clock.now() + again, unanswered }, 'not_closed');
  return successor;
}
