import type { OpenedConnection } from '../connections/open.ts';
import { log } from '../log.ts';
import type { Provider } from '../providers/contract.ts';
import type { ProviderError } from '../providers/errors.ts';
import { without } from '../without.ts';
import { changeDuring } from './change-during.ts';
import { type Checked, check, checked } from './check.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Operation, OperationKind } from './model/link.ts';
import { callOf, providerErrorOf } from './operation.ts';
import { providerRef } from './provider-input.ts';
import { asSeen, type LinkDraft } from './save.ts';

/** The link is over here already, so closing it there is tried again for this long: a page that stays open can be paid. */
const TRY_AGAIN_MS: readonly number[] = [5_000, 60_000, 300_000, 1_800_000, 7_200_000];

/** No list is later than this with a new link. */
const LISTED_AFTER_MS = 5 * 60_000;

export type ClosingKind = Extract<OperationKind, 'cancel' | 'delete' | 'expire'>;

export function isClosing(kind: OperationKind): kind is ClosingKind {
  return kind === 'cancel' || kind === 'delete' || kind === 'expire';
}

/** Whether the provider can be asked to close this link at all. */
export function canClose(provider: Provider, link: Link): boolean {
  return (
    providerRef(link) !== undefined &&
    provider.limits.closable !== 'never' &&
    closer(provider, 'cancel') !== undefined
  );
}

/**
 * Closes at the provider a link that is over here (its `op` says so and was just won). Closing twice is harmless, so an
 * unknown outcome is simply tried again; so is the refusal of a link that cannot be found, for it may only be too new for
 * its provider's lists. Where the provider refuses otherwise, the page stays open: it is read once, for the payment that
 * may be the reason, and watched until the provider's own end.
 */
export async function closeAtProvider(
  deps: LinkDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<Link> {
  const { op } = link;
  if (!op || !isClosing(op.kind) || !providerRef(link) || !closer(opened.provider, op.kind)) return link;
  const failed = await closePage(deps, opened, link, op.kind);
  if (!failed) {
    return settle(deps, actor, link, (current) => without(current, 'op', 'providerUrlOpen'), 'closed');
  }
  if (!isRefused(failed)) return tryLater(deps, actor, link, failed);
  if (op.kind === 'expire' && opened.limits.check === 'sweep') return leaveToSweep(deps, actor, link);
  const found = await check(deps, opened, link);
  if (!isMissing(found)) return leaveOpen(deps, actor, link, found);
  // Asked before, and by now every list would tell it: the earlier answer was lost, the page is closed.
  const gone = op.attempt > 1 && deps.clock.now() - link.createdAt >= LISTED_AFTER_MS;
  return gone
    ? settle(deps, actor, link, (current) => without(current, 'op', 'providerUrlOpen'), 'closed')
    : tryLater(deps, actor, link, failed);
}

/** The call alone. Gives the provider's error, or `undefined` where its page is closed. */
export async function closePage(
  deps: Pick<LinkDeps, 'clock' | 'signal'>,
  opened: OpenedConnection,
  link: Link,
  kind: ClosingKind,
): Promise<ProviderError | undefined> {
  const ref = providerRef(link);
  const close = closer(opened.provider, kind);
  if (!ref || !close) return undefined;
  const failed = await close(ref, callOf(opened, deps)).then(() => undefined, providerErrorOf);
  if (!failed || failed.kind === 'not-found') return undefined;
  log.warn('PROVIDER_CALL_FAILED', { operation: kind, linkId: link.id, kind: failed.kind }, failed);
  return failed;
}

/** The provider will not close its page, however often it is asked. */
export function isRefused({ kind }: ProviderError): boolean {
  return kind === 'conflict' || kind === 'rejected';
}

function closer(provider: Provider, kind: ClosingKind): Provider['cancelLink'] {
  return kind === 'delete'
    ? (provider.deleteLink ?? provider.cancelLink)
    : (provider.cancelLink ?? provider.deleteLink);
}

/** Nobody waits for the timer, and of a provider that only lists all is read at once: the next sweep tells. */
function leaveToSweep(deps: LinkDeps, actor: Actor, link: Link): Promise<Link> {
  const nextCheckAt = deps.clock.now();
  const soon = (current: Link) => ({ ...without(current, 'op'), providerUrlOpen: true, nextCheckAt });
  return settle(deps, actor, link, soon, 'left open');
}

function isMissing(found: Checked | undefined): boolean {
  return found !== undefined && 'missing' in found;
}

function leaveOpen(deps: LinkDeps, actor: Actor, link: Link, found: Checked | undefined): Promise<Link> {
  return settle(
    deps,
    actor,
    link,
    (current) => {
      const open: LinkDraft = { ...without(current, 'op'), providerUrlOpen: true };
      return found && 'seen' in found ? checked(asSeen(current, open), found) : open;
    },
    'left open',
  );
}

async function tryLater(deps: LinkDeps, actor: Actor, link: Link, failed: ProviderError): Promise<Link> {
  const wait = TRY_AGAIN_MS[(link.op?.attempt ?? 1) - 1];
  if (wait === undefined) {
    return settle(
      deps,
      actor,
      link,
      (current) => ({ ...without(current, 'op'), providerUrlOpen: true }),
      'left open',
    );
  }
  const until = deps.clock.now() + Math.max(wait, failed.facts.retryAfterMs ?? 0);
  const waiting = await settle(
    deps,
    actor,
    link,
    (current) => ({ ...current, op: { ...current.op, looks: 0, until } }),
    failed.kind,
  );
  await deps.hints.wake(link.org, link.id, wait / 1000);
  return waiting;
}

function settle(
  deps: LinkDeps,
  actor: Actor,
  link: Link,
  change: (current: Link & { op: Operation }) => LinkDraft,
  reason: string,
): Promise<Link> {
  return changeDuring(deps, actor, link, change, { what: `${link.op?.kind} at provider`, reason });
}
