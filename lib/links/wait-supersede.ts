import { without } from '../without.ts';
import { changeDuring } from './change-during.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Operation } from './model/link.ts';

/** A supersede that cannot go on for now is taken up by the timer. */
export async function wait(
  deps: LinkDeps,
  actor: Actor,
  old: Link,
  more: Pick<Operation, 'until' | 'unanswered'>,
  reason: string,
): Promise<void> {
  await changeDuring(
    deps,
    actor,
    old,
    (current) => ({ ...current, op: { ...without(current.op, 'looks'), ...more, looks: 0 } }),
    { what: 'supersede', reason },
  );
  await deps.hints.wake(old.org, old.id, Math.max(1, Math.ceil((more.until - deps.clock.now()) / 1000)));
}
