import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import type { ProviderLink } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import { without } from '../without.ts';
import { adopt, causeOf } from './adopt.ts';
import { attemptCreate, type CreateDeps } from './attempt-create.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Operation } from './model/link.ts';
import { observe } from './model/observe.ts';
import { hasMoney } from './model/status.ts';
import { callOf, operation, providerErrorOf } from './operation.ts';
import { providerInput } from './provider-input.ts';
import { saveLink } from './save.ts';
import { sendingAtCreation } from './sending-at-creation.ts';
import { tellUnknownStatus } from './unknown-status.ts';

/** After a look-up that got no answer: it does not count as one. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Finds out what became of a create whose outcome is unknown, by our reference at the provider. Found: it is adopted.
 * Not found after the last look: made once more where the provider's sheet allows it, else left to a person.
 */
export async function settleCreate(deps: CreateDeps, actor: Actor, link: Link): Promise<Link> {
  const op = link.op;
  // Of one that waits there is nothing to be found; its timer makes it again. One that was handed over is its batch's.
  if (op?.kind !== 'create' || op.waits || op.handedOver) return link;
  const opened = await deps.openConnection(link.org, link.connection);
  const found = await lookUp(deps, opened, link, op);
  if (found === 'no answer')
    return lookAt(deps, actor, link, op.looks ?? 0, deps.clock.now() + LOOK_AGAIN_MS);
  if (found.length > 1) return leaveToPerson(deps, actor, link, 'several_provider_links');
  const [only] = found;
  if (!only) return notFound(deps, actor, opened, link, op);
  tellUnknownStatus(link, only);
  const adopted = await adopt(deps, actor, opened, link, only);
  return adopted ?? leaveToPerson(deps, actor, link, 'bound_elsewhere');
}

async function lookUp(
  deps: LinkDeps,
  opened: OpenedConnection,
  link: Link,
  op: Operation,
): Promise<readonly ProviderLink[] | 'no answer'> {
  if (!opened.provider.findByReference) return [];
  const wanted = {
    input: providerInput(link, deps.publicBaseUrl),
    attemptedAt: op.startedAt,
  };
  const found = await opened.provider.findByReference(wanted, callOf(opened, deps)).catch(providerErrorOf);
  if (!(found instanceof ProviderError)) return found;
  log.warn('PROVIDER_CALL_FAILED', { operation: 'look-up', linkId: link.id, kind: found.kind }, found);
  return 'no answer';
}

async function notFound(
  deps: CreateDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
  op: Operation,
): Promise<Link> {
  const { lookUpAfterMs, recreates, sameReference } = opened.provider.recoveryOf(opened.account);
  const now = deps.clock.now();
  // A look counts only where the provider has had the time for it to tell something.
  const looks = lookUpAfterMs.filter((after) => op.startedAt + after <= now).length;
  const next = lookUpAfterMs[looks];
  if (next !== undefined) return lookAt(deps, actor, link, looks, op.startedAt + next);
  // What was told of it proves that it is there, wherever it is: another one would be a second page to be paid.
  if (hasMoney(link) || link.facts?.word) return leaveToPerson(deps, actor, link, 'not_found');
  if (link.stage === 'cancelled') return forget(deps, actor, link);
  if (op.attempt > recreates) return leaveToPerson(deps, actor, link, 'not_found');
  const sending = await sendingAtCreation(deps, link.org, opened, link).catch(whereRefused);
  if (!sending) return leaveToPerson(deps, actor, link, 'recipient_suppressed');
  const again = await saveLink(
    deps,
    link,
    {
      ...without(link, 'sentAtCreation'),
      ...sending,
      generation: (link.generation ?? 0) + (sameReference ? 0 : 1),
      op: {
        ...operation('create', now, op.attempt + 1),
        ...(op.giveUpAt === undefined ? {} : { giveUpAt: op.giveUpAt }),
      },
    },
    { ...causeOf(actor), what: 'recreate' },
  );
  return again ? attemptCreate(deps, actor, opened, again) : link;
}

/** Creating it once more would message who must not be messaged. */
function whereRefused(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== 'recipient_suppressed') throw error;
}

function lookAt(deps: LinkDeps, actor: Actor, link: Link, looks: number, until: number): Promise<Link> {
  const later = (current: Link & { op: Operation }) => ({ ...current, op: { ...current.op, looks, until } });
  return changeDuring(deps, actor, link, later, { what: 'look' });
}

function leaveToPerson(deps: LinkDeps, actor: Actor, link: Link, reason: string): Promise<Link> {
  log.error('LINK_STUCK', { linkId: link.id, reason });
  const now = deps.clock.now();
  const flags = reason === 'several_provider_links' ? ([reason] as const) : [];
  return changeDuring(
    deps,
    actor,
    link,
    (current) => ({
      ...(flags.length ? observe(current, { observedAt: now, flags }) : current),
      op: { ...current.op, stuck: true, until: now },
    }),
    { what: 'stuck', reason },
  );
}

/** Cancelled while unknown, and certainly not there: nothing is left to be done. */
export function forget(deps: LinkDeps, actor: Actor, link: Link): Promise<Link> {
  return changeDuring(deps, actor, link, (current) => without(current, 'op'), { what: 'never created' });
}
