import type { OpenedConnection } from '../connections/open.ts';
import { log } from '../log.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';
import { adopt } from './adopt.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { callOf, providerErrorOf, without } from './operation.ts';
import { providerInput } from './provider-input.ts';
import type { LinkDraft } from './save.ts';

/**
 * Makes the one provider call of a create operation that was just won. Known not created: the link is `failed` and the
 * caller is told. Unknown: the link stays `creating` and is settled by look-up, never by repeating the call.
 */
export async function attemptCreate(
  deps: LinkDeps,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
): Promise<Link> {
  const input = providerInput(link, deps.publicBaseUrl);
  const call = callOf(opened, deps);
  const made = await opened.provider.createLink(input, call).catch(providerErrorOf);
  if (!(made instanceof ProviderError)) return (await adopt(deps, actor, opened, link, made)) ?? link;
  log.warn('PROVIDER_CALL_FAILED', { operation: 'create', linkId: link.id, kind: made.kind }, made);
  const { lookUpAfterMs } = opened.provider.recoveryOf(opened.account);
  // A conflict says that our reference is there already: most likely by a create whose answer was lost.
  if (!made.knownNotDone || made.kind === 'conflict') return lookLater(deps, actor, link, lookUpAfterMs);
  const settled = await changeDuring(
    deps,
    actor,
    link,
    (current) =>
      // Money that was told of meanwhile says otherwise: that is looked into, and not given up.
      hasMoney(current)
        ? { ...current, op: { ...current.op, looks: 0, until: deps.clock.now() + (lookUpAfterMs[0] ?? 0) } }
        : failure(current, made, deps.clock.now()),
    { what: 'create', reason: made.kind },
  );
  if (settled.op?.kind === 'create' && hasMoney(settled)) return settled;
  throw providerProblem(made, settled.id);
}

function failure(current: Link, { kind, facts }: ProviderError, at: number): LinkDraft {
  return {
    ...without(current, 'op', 'nextCheckAt'),
    stage: current.stage === 'creating' ? 'failed' : current.stage,
    failure: {
      category: kind,
      at,
      ...(facts.code === undefined ? {} : { code: facts.code }),
      ...(facts.status === undefined ? {} : { status: facts.status }),
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
