import { AppError } from '../errors.ts';
import { causeOf } from './adopt.ts';
import { canClose, closeAtProvider } from './close.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { isSettling, operation, refuseWhileBusy } from './operation.ts';
import { providerRef } from './provider-input.ts';
import { readLink } from './read.ts';
import { changeLink, type LinkDraft } from './save.ts';

/**
 * Stops a link: at once behind the short url, then at the provider where it can be closed (else `providerUrlOpen`).
 * A link whose creation is not settled is cancelled all the same; when it is found, it is closed. Repeating is harmless.
 * Throws `conflict_state` where money is seen or on its way, or the link is over in another way.
 */
export async function cancelLink(deps: LinkDeps, actor: Actor, id: string): Promise<Link> {
  const link = await readLink(deps, actor.org, id);
  if (link.status === 'cancelled') return link;
  const opened = await deps.openConnection(link.org, link.connection);
  const closes = canClose(opened.provider, link);
  let mine = false;
  const cancelled = await changeLink(
    deps,
    link.org,
    id,
    (current) => {
      mine = current.stage !== 'cancelled';
      if (!mine) return undefined;
      refuseUnlessCancellable(current, deps.clock.now());
      return {
        draft: cancellation(current, closes, deps.clock.now()),
        cause: { ...causeOf(actor), what: 'cancel' },
      };
    },
    link,
  );
  const settled =
    mine && cancelled.op?.kind === 'cancel'
      ? await closeAtProvider(deps, actor, opened, cancelled)
      : cancelled;
  // The provider had money that we had not seen: the link is not stopped, it is paid.
  if (settled.status !== 'cancelled') throw conflict(settled);
  return settled;
}

export function refuseUnlessCancellable(link: Link, now: number): void {
  const { op } = link;
  if (op && !(op.kind === 'create' && (op.handedOver || isSettling(op, now)))) refuseWhileBusy(link, now);
  const { status } = link;
  if (status !== 'creating' && status !== 'active' && status !== 'partially_paid' && status !== 'failed')
    throw conflict(link);
  // Told of before its creation was recorded, or although that had failed.
  if ((status === 'creating' || status === 'failed') && hasMoney(link)) throw conflict(link);
}

/** The draft of a link that stops now; a create still to be settled stays on it. */
export function cancellation(
  link: Link,
  closes: boolean,
  now: number,
  kind: 'cancel' | 'delete' = 'cancel',
): LinkDraft {
  return {
    ...link,
    stage: 'cancelled',
    cancelledAt: now,
    ...(closes && !link.op ? { op: operation(kind, now) } : {}),
    ...(providerRef(link) ? { providerUrlOpen: true } : {}),
  };
}

export function conflict(link: Link): AppError {
  return new AppError('conflict_state', {
    detail: `A link that is ${link.status} cannot be cancelled.`,
    from: link.status,
    to: 'cancelled',
    linkId: link.id,
  });
}
