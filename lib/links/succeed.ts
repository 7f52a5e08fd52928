import { AppError } from '../errors.ts';
import { getLink } from '../table/links.ts';
import { without } from '../without.ts';
import { causeOf, firstSends } from './adopt.ts';
import { cancelLink } from './cancel.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Operation } from './model/link.ts';
import { observe } from './model/observe.ts';
import { hasMoney, isPayable } from './model/status.ts';
import { operation, refuseWhileBusy } from './operation.ts';
import { notReplaceable } from './replaceable.ts';
import { changeLink } from './save.ts';

/** The closing that goes on after this many tries without an answer, as that of any cancelled link. */
const CLOSING_ATTEMPT = 3;
const CLOSING_AGAIN_MS = 5 * 60_000;

/** How a link is left to its successor. */
interface Left {
  successor: Link;
  /** Its page at the provider can still be paid. */
  open: boolean;
  /** Nobody knows that it cannot be closed: it is tried further. */
  closesOn?: boolean;
  /** Both are paid: none can be withdrawn, so both have to tell. */
  evenPaid?: boolean;
}

/** The old link ends in favour of the new one, unless money has come since it was looked at. */
export async function replace(deps: LinkDeps, actor: Actor, old: Link, left: Left): Promise<Link> {
  const { successor, open, closesOn, evenPaid } = left;
  const isMine = (link: Link) => link.op?.kind === 'supersede' && link.op.startedAt === old.op?.startedAt;
  const replaced = await changeLink(
    deps,
    old.org,
    old.id,
    (current) => {
      if (!isMine(current) || !current.op || (hasMoney(current) && !evenPaid)) return undefined;
      return {
        draft: {
          ...without(current, 'providerUrlOpen'),
          op: closesOn ? { ...current.op, unanswered: CLOSING_ATTEMPT } : without(current.op, 'unanswered'),
          stage: 'cancelled',
          cancelledAt: deps.clock.now(),
          supersededBy: successor.id,
          ...(open ? { providerUrlOpen: true } : {}),
        },
        cause: { ...causeOf(actor), what: 'supersede', reason: 'superseded' },
      };
    },
    old,
  );
  if (!isMine(replaced)) throw takenOver(replaced, deps.clock.now());
  return replaced.supersededBy === undefined
    ? abandon(deps, actor, replaced, successor.id)
    : succeed(deps, actor, replaced);
}

/** Lets the new link go, with its first messages, and ends the operation. */
export async function succeed(deps: LinkDeps, actor: Actor, old: Link): Promise<Link> {
  if (old.supersededBy === undefined) return old;
  const successor = await changeLink(deps, old.org, old.supersededBy, (current) =>
    current.held
      ? {
          draft: letGo(heir(current, old), deps.clock.now()),
          cause: { ...causeOf(actor), what: 'takes over' },
        }
      : undefined,
  );
  if (successor.sends?.length) await deps.hints.messages(successor.org, successor.id);
  await changeDuring(
    deps,
    actor,
    old,
    (current) => ({ ...without(current, 'op'), ...closing(current.op, deps.clock.now()) }),
    { what: 'superseded' },
  );
  return successor;
}

/**
 * What the old one was told of money on those before it is the new one's story from now on. Whoever tells the old one
 * later finds it superseded, and goes on to this one.
 */
function heir(link: Link, { facts }: Link): Link {
  const observedAt = facts?.flags?.superseded_link_paid;
  return observedAt === undefined ? link : observe(link, { observedAt, flags: ['superseded_link_paid'] });
}

function letGo(link: Link, now: number) {
  const free = without(link, 'held');
  const sends = isPayable(link) ? firstSends(link, now) : [];
  return sends.length ? { ...free, sends } : free;
}

function closing({ unanswered }: Operation, now: number): { op?: Operation } {
  if (unanswered === undefined) return {};
  return { op: { ...operation('cancel', now, unanswered), looks: 0, until: now + CLOSING_AGAIN_MS } };
}

/** Money came on the old link while it was being replaced: the new one is withdrawn, the old one is what it is. */
export async function abandon(deps: LinkDeps, actor: Actor, old: Link, successorId: string): Promise<Link> {
  const successor = await withdrawn(deps, actor, old.org, successorId);
  if (successor && hasMoney(successor)) {
    return replace(deps, actor, old, { successor, open: old.providerUrlOpen ?? false, evenPaid: true });
  }
  await leaveAsItWas(deps, actor, old, old.status);
  throw notReplaceable(old);
}

/** The successor, cancelled unless it is over in another way; `undefined`: it never was. */
async function withdrawn(deps: LinkDeps, actor: Actor, org: string, id: string): Promise<Link | undefined> {
  if (!(await getLink(deps.table, org, id))) return undefined;
  try {
    return await cancelLink(deps, actor, id);
  } catch (error) {
    if (!(error instanceof AppError) || !SETTLED.has(error.code)) throw error;
    return getLink(deps.table, org, id);
  }
}

const SETTLED: ReadonlySet<string> = new Set(['conflict_state', 'not_found']);

/** The operation ends, and nothing has changed. */
export async function leaveAsItWas(deps: LinkDeps, actor: Actor, old: Link, reason: string): Promise<void> {
  await changeDuring(deps, actor, old, (current) => without(current, 'op'), {
    what: 'not superseded',
    reason,
  });
}

function takenOver(link: Link, now: number): AppError {
  refuseWhileBusy(link, now);
  return new AppError('operation_in_progress', {
    detail: 'Somebody else has settled this.',
    retryAfterSeconds: 1,
    linkId: link.id,
  });
}
