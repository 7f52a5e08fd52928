import type { OpenedConnection } from '../connections/open.ts';
import { newId } from '../ids.ts';
import type { CreatedProviderLink, ProviderLink } from '../providers/contract.ts';
import { bindProviderLink } from '../table/bindings.ts';
import { without } from '../without.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Send } from './model/link.ts';
import { observe } from './model/observe.ts';
import { operation } from './operation.ts';
import { providerLinkNames } from './provider-input.ts';
import { changeLink, type LinkDraft } from './save.ts';

/** The timer tries a message this long after it was queued, should its hint be lost. */
export const HINT_PATIENCE_MS = 60_000;

type AdoptDeps = Pick<LinkDeps, 'table' | 'clock' | 'hints'>;

/**
 * Makes a provider link ours: first the binding, so that it can never belong to two, then one save that ends the
 * create and queues the first messages. `undefined`: it belongs to another of our links.
 */
export async function adopt(
  deps: AdoptDeps,
  actor: Actor,
  opened: Pick<OpenedConnection, 'provider'>,
  link: Link,
  made: CreatedProviderLink | ProviderLink,
): Promise<Link | undefined> {
  for (const name of providerLinkNames(made)) {
    if (!(await bindProviderLink(deps.table, link.org, link.connection, name, link.id))) return undefined;
  }
  const adopted = await changeLink(
    deps,
    link.org,
    link.id,
    (current) =>
      current.op?.kind === 'create'
        ? {
            draft: adoption(current, made, opened, deps.clock.now()),
            cause: { ...causeOf(actor), what: 'create' },
          }
        : undefined,
    link,
  );
  if (adopted.sends?.length) await deps.hints.messages(adopted.org, adopted.id);
  if (adopted.op) await deps.hints.wake(adopted.org, adopted.id);
  return adopted;
}

/** Who acts, as a cause carries it. */
export function causeOf(actor: Actor): { by: string; requestId?: string } {
  return { by: actor.by, ...(actor.requestId === undefined ? {} : { requestId: actor.requestId }) };
}

function adoption(
  link: Link,
  made: CreatedProviderLink | ProviderLink,
  { provider }: Pick<OpenedConnection, 'provider'>,
  now: number,
): LinkDraft {
  const known: LinkDraft = {
    ...without(link, 'op', 'failure'),
    providerUrl: made.providerUrl,
    ...(made.providerLinkId === null ? {} : { providerLinkId: made.providerLinkId }),
    ...(made.providerExpiresAt === undefined ? {} : { providerExpiresAt: made.providerExpiresAt }),
  };
  const seen = 'observation' in made ? observe(known, made.observation) : known;
  // Cancelled while its creation was unknown: now that it is found it is closed at the provider.
  if (link.stage === 'cancelled')
    return { ...seen, providerUrlOpen: true, op: { ...operation('cancel', now), until: now } };
  const sends = link.held ? [] : firstSends(link, now);
  const { booking, sentAtCreation } = link;
  // A booking known by its reference alone cannot be given at creation; the timer assigns it afterwards.
  const assigns =
    booking?.reference !== undefined && booking.id === undefined && provider.assignLink !== undefined;
  return {
    ...seen,
    stage: 'open',
    ...(sentAtCreation ? { sentAt: now } : {}),
    ...(sends.length ? { sends } : {}),
    ...(assigns ? { op: { ...operation('assign', now, 0), until: now, booking } } : {}),
  };
}

/** One message per wanted channel on which the provider does not send by itself. */
export function firstSends({ channels = [], ...link }: Link, now: number): Send[] {
  const ours = channels.filter((channel) => !link.sentAtCreation?.includes(channel));
  return ours.map((channel) => ({
    id: newId(now),
    channel,
    kind: 'first',
    state: 'queued',
    queuedAt: now,
    until: Math.max(now + HINT_PATIENCE_MS, link.sendAt ?? 0),
    ...(link.sendAt !== undefined && link.sendAt > now ? { notBefore: link.sendAt } : {}),
    ...(link.overrideReason === undefined ? {} : { overrideReason: link.overrideReason }),
  }));
}
