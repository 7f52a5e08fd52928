import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { causeOf } from './adopt.ts';
import { callRepeatable } from './call-repeatable.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, LinkBooking } from './model/link.ts';
import { callOf, operation, refuseWhileBusy } from './operation.ts';
import { providerRef } from './provider-input.ts';
import { readLink } from './read.ts';
import { changeLink } from './save.ts';

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
  const { assignLink } = opened.provider;
  if (!ref || !op?.booking || !assignLink) return link;
  const { booking } = op;
  return callRepeatable(
    deps,
    actor,
    { ...link, op },
    () => assignLink(ref, booking, callOf(opened, deps)),
    (rest) => ({ ...rest, booking }),
  );
}

function notThere(link: Link): AppError {
  return new AppError('conflict_state', {
    detail: `A link that is ${link.status} cannot be assigned.`,
    from: link.status,
    to: link.status,
    linkId: link.id,
  });
}
