import { providerProblem } from '../providers/problem.ts';
import { without } from '../without.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Operation } from './model/link.ts';
import { providerErrorOf } from './operation.ts';
import type { LinkDraft } from './save.ts';

/** After a call whose outcome is unknown: the same values once more, which overwrite themselves. */
const REPEAT_AFTER_MS: readonly number[] = [5_000, 30_000, 300_000];

/**
 * The one provider call of an operation that was just won, and that is harmless to repeat. Of unknown outcome it is made
 * again by the timer; refused, the link is as it was, and the provider's problem is thrown.
 */
export async function callRepeatable(
  deps: LinkDeps,
  actor: Actor,
  link: Link & { op: Operation },
  call: () => Promise<void>,
  done: (rest: LinkDraft) => LinkDraft,
): Promise<Link> {
  const failed = await call().then(() => undefined, providerErrorOf);
  const repeatAfter = REPEAT_AFTER_MS[link.op.attempt - 1];
  const waits = failed !== undefined && !failed.knownNotDone && repeatAfter !== undefined;
  const settled = await changeDuring(
    deps,
    actor,
    link,
    (current) => {
      if (waits)
        return { ...current, op: { ...current.op, looks: 0, until: deps.clock.now() + repeatAfter } };
      const rest = without(current, 'op');
      return failed ? rest : done(rest);
    },
    { what: `${link.op.kind} at provider`, reason: failed?.kind ?? 'done' },
  );
  if (waits) await deps.hints.wake(link.org, link.id, repeatAfter / 1000);
  if (failed && !waits) throw providerProblem(failed, link.id);
  return settled;
}
