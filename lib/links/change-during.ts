import { causeOf } from './adopt.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, Operation } from './model/link.ts';
import { changeLink, type LinkDraft } from './save.ts';

/**
 * Records what came of one attempt of an operation. Nothing is changed when the link has another by now: somebody who
 * took this one for dead has settled it.
 */
export function changeDuring(
  deps: Pick<LinkDeps, 'table' | 'clock'>,
  actor: Actor,
  link: Link,
  change: (current: Link & { op: Operation }) => LinkDraft,
  cause: { what: string; reason?: string },
): Promise<Link> {
  return changeLink(
    deps,
    link.org,
    link.id,
    (current) => {
      const { op } = current;
      if (!op || op.kind !== link.op?.kind || op.startedAt !== link.op.startedAt) return undefined;
      return { draft: change({ ...current, op }), cause: { ...causeOf(actor), ...cause } };
    },
    link,
  );
}
