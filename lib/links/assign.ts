import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { providerProblem } from '../providers/problem.ts';
import { causeOf } from './adopt.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, LinkBooking } from './model/link.ts';
import { callOf, operation, providerErrorOf, refuseWhileBusy, without } from './operation.ts';
import { providerRef } from './provider-input.ts';
import { readLink } from './read.ts';
import { changeLink } from './save.ts';

/** After an assignment whose outcome is unknown: the same once more, which overwrites itself. */
const REPEAT_AFTER_MS: readonly number[] = [5_000, 30_000, 300_000];

/**
 * Assigns a booking: at the provider where it has that, kept by us elsewhere. An unknown outcome leaves the operation on
 * the link; the timer repeats it, and the booking shows once it is settled.
 */
export async function assignLink(
  deps: LinkDeps,
  actor: Actor,
  id: string,
  booking: LinkBooking,
): Promise<Link> {
  const link = await readLink(deps, actor.org, id);
  const opened = await deps.openConnection(link.org, link.connection);
  const native = opened.provider.assignLink !== undefined && providerRef(link) !== undefined;
  const assigned = await changeLink(
    deps,
    link.org,
    id,
    (current) => {
      const now = deps.clock.now();
      refuseWhileBusy(current, now);
      if (current.status === 'creating' || current.status === 'failed') throw notThere(current);
      const cause = { ...causeOf(actor), what: 'assign' };
      return native
        ? { draft: { ...current, op: { ...operation('assign', now), booking } }, cause }
        : { draft: { ...current, booking }, cause };
    },
    link,
  );
  return native ? assignAtProvider(deps, actor, opened, assigned) : assigned;
}

/** The one provider call of an assignment that was just won. */
export async function assignAtProvider(
  deps: LinkDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<Link> {
  const ref = providerRef(link);
  const { op } = link;
  if (!ref || !op?.booking || !opened.provider.assignLink) return link;
  const failed = await opened.provider
    .assignLink(ref, op.booking, callOf(opened, deps))
    .then(() => undefined, providerErrorOf);
  const repeatAfter = REPEAT_AFTER_MS[op.attempt - 1];
  const waits = failed !== undefined && !failed.knownNotDone && repeatAfter !== undefined;
  const settled = await changeDuring(
    deps,
    actor,
    link,
    (current) => {
      if (waits) {
        return { ...current, op: { ...current.op, looks: 0, until: deps.clock.now() + repeatAfter } };
      }
      const rest = without(current, 'op');
      return failed || !op.booking ? rest : { ...rest, booking: op.booking };
    },
    { what: 'assign at provider', reason: failed?.kind ?? 'done' },
  );
  if (waits) await deps.hints.wake(link.org, link.id, repeatAfter / 1000);
  if (failed && !waits) throw providerProblem(failed, link.id);
  return settled;
}

function notThere(link: Link): AppError {
  return new AppError('conflict_state', {
    detail: `A link that is ${link.status} cannot be assigned.`,
    from: link.status,
    to: link.status,
    linkId: link.id,
  });
}
