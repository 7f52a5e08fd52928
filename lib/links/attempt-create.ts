import type { OpenedConnection } from '../connections/open.ts';
import type { Rates } from '../connections/rate.ts';
import { log } from '../log.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';
import { without } from '../without.ts';
import { adopt } from './adopt.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { callOf, providerErrorOf } from './operation.ts';
import { providerInput } from './provider-input.ts';
import { waitingCreate } from './row-waits.ts';
import type { LinkDraft } from './save.ts';

/** `rates` is told what came of the creates of batches' rows, which are made within it. */
export type CreateDeps = LinkDeps & { rates?: Pick<Rates, 'tell'> };

/**
 * Makes the one provider call of a create operation that was just won. Known not created: the link is `failed` and the
 * caller is told. Unknown: the link stays `creating` and is settled by look-up, never by repeating the call.
 */
export async function attemptCreate(
  deps: CreateDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<Link> {
  const tried = await tryCreate(deps, actor, opened, link);
  if (tried.failed) throw providerProblem(tried.failed, link.id);
  return tried.link;
}

/**
 * The same, told by what it gives: `failed` where the link is known not to be created. A batch's row that fails for a
 * passing reason does not: nobody waits for it, so it stays `creating` and is made again.
 */
export async function tryCreate(
  deps: CreateDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<{ link: Link; failed?: ProviderError }> {
  const input = providerInput(link, deps.publicBaseUrl);
  const call = callOf(opened, deps);
  const made = await opened.provider.createLink(input, call).catch(providerErrorOf);
  if (!(made instanceof ProviderError)) {
    const adopted = await adopt(deps, actor, opened, link, made);
    await tellRate(deps, opened, link, undefined);
    return { link: adopted ?? link };
  }
  log.warn('PROVIDER_CALL_FAILED', { operation: 'create', linkId: link.id, kind: made.kind }, made);
  const recorded = await recordFailed(deps, actor, opened, link, made);
  await tellRate(deps, opened, link, made);
  return recorded;
}

async function recordFailed(
  deps: CreateDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
  made: ProviderError,
): Promise<{ link: Link; failed?: ProviderError }> {
  const { lookUpAfterMs } = opened.provider.recoveryOf(opened.account);
  // A conflict says that our reference is there already: most likely by a create whose answer was lost.
  if (!made.knownNotDone || made.kind === 'conflict')
    return { link: await lookLater(deps, actor, link, lookUpAfterMs) };
  const settled = await changeDuring(
    deps,
    actor,
    link,
    (current) => {
      const now = deps.clock.now();
      // Money that was told of meanwhile says otherwise: that is looked into, and not given up.
      if (hasMoney(current))
        return { ...current, op: { ...current.op, looks: 0, until: now + (lookUpAfterMs[0] ?? 0) } };
      return waitingCreate(current, made, now) ?? failure(current, made, now);
    },
    { what: 'create', reason: made.kind },
  );
  if (settled.op?.kind === 'create' && settled.op.waits) {
    await deps.hints.wake(settled.org, settled.id, (settled.op.until - deps.clock.now()) / 1000);
    return { link: settled };
  }
  if (settled.op?.kind === 'create' && hasMoney(settled)) return { link: settled };
  return { link: settled, failed: made };
}

/** A call that our own end cut short says nothing of the provider. */
async function tellRate(
  { rates, signal }: CreateDeps,
  { connection }: OpenedConnection,
  { batch }: Link,
  failed: ProviderError | undefined,
): Promise<void> {
  if (batch && !(failed && signal.aborted)) await rates?.tell(connection, failed);
}

function failure(current: Link, { kind, facts }: ProviderError, at: number): LinkDraft {
  const pointer = current.batch && facts.pointers?.[0];
  return {
    ...without(current, 'op', 'nextCheckAt'),
    stage: current.stage === 'creating' ? 'failed' : current.stage,
    failure: {
      category: kind,
      at,
      ...(facts.code === undefined ? {} : { code: facts.code }),
      ...(facts.status === undefined ? {} : { status: facts.status }),
      ...(pointer === undefined ? {} : { pointer }),
    },
  };
}

/** The caller has given up on the answer; the timer looks, at the provider's own pace. */
async function lookLater(
  deps: LinkDeps,
  actor: Actor,
  link: Link,
  lookUpAfterMs: readonly number[],
): Promise<Link> {
  const first = lookUpAfterMs[0] ?? 0;
  const waiting = await changeDuring(
    deps,
    actor,
    link,
    (current) => ({ ...current, op: { ...current.op, looks: 0, until: deps.clock.now() + first } }),
    { what: 'create', reason: 'outcome-unknown' },
  );
  await deps.hints.wake(link.org, link.id, first / 1000);
  return waiting;
}
