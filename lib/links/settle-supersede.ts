import { AppError } from '../errors.ts';
import { getLink } from '../table/links.ts';
import { changeDuring } from './change-during.ts';
import { createLink } from './create.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { endPage } from './end-page.ts';
import type { Link, Operation } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { without } from './operation.ts';
import { notReplaceable } from './replaceable.ts';
import { abandon, leaveAsItWas, replace, succeed } from './succeed.ts';

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
  if (old.supersededBy !== undefined) return succeed(deps, actor, old);
  if (hasMoney(old)) return abandon(deps, actor, old, wanted.id);
  const known = await getLink(deps.table, old.org, wanted.id);
  const makes = known === undefined || (asked && known.status === 'failed');
  const successor = makes ? await make(deps, actor, old, wanted) : known;
  if (successor.stage === 'creating') return waitForCreation(deps, actor, old, successor);
  if (successor.stage !== 'open' && !hasMoney(successor)) {
    await leaveAsItWas(deps, actor, old, successor.status);
    throw notReplaceable(old, 'The link that was to take its place is over.');
  }
  return close(deps, actor, old, successor);
}

/** Known not to be made: the old link stays as it was, and the caller is told why. */
async function make(
  deps: LinkDeps,
  actor: Actor,
  old: Link,
  { id: linkId, terms }: NonNullable<Operation['successor']>,
): Promise<Link> {
  try {
    return await createLink(deps, actor, { linkId, terms, replaces: old });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    const made = await getLink(deps.table, old.org, linkId);
    if (!made || made.status === 'failed') await leaveAsItWas(deps, actor, old, 'not created');
    throw error;
  }
}

async function waitForCreation(deps: LinkDeps, actor: Actor, old: Link, successor: Link): Promise<Link> {
  const now = deps.clock.now();
  const { op } = successor;
  const until = op?.stuck
    ? now + WHILE_A_PERSON_LOOKS_MS
    : Math.max(op?.until ?? now, now) + AFTER_ITS_LOOK_MS;
  await wait(deps, actor, old, { until });
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
  await wait(deps, actor, link, { until: deps.clock.now() + again, unanswered });
  return successor;
}

async function wait(
  deps: LinkDeps,
  actor: Actor,
  old: Link,
  more: Pick<Operation, 'until' | 'unanswered'>,
): Promise<void> {
  await changeDuring(
    deps,
    actor,
    old,
    (current) => ({ ...current, op: { ...without(current.op, 'looks'), ...more, looks: 0 } }),
    { what: 'supersede', reason: more.unanswered === undefined ? 'creating' : 'not closed' },
  );
  await deps.hints.wake(old.org, old.id, Math.max(1, Math.ceil((more.until - deps.clock.now()) / 1000)));
}
