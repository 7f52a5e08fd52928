import { providerProblem } from '../providers/problem.ts';
import { getLink } from '../table/links.ts';
import { causeOf } from './adopt.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link, LinkTerms } from './model/link.ts';
import { operation } from './operation.ts';
import { readLink } from './read.ts';
import { refuseUnlessReplaceable } from './replaceable.ts';
import { changeLink } from './save.ts';
import { settleSupersede } from './settle-supersede.ts';

export interface Replacement {
  /** The same in each repeat of one request: the repeat, and the timer, go on with the same new link. */
  successorId: string;
  /** What the new link is to be. Throws what is wrong with it. */
  termsFor(old: Link): Promise<LinkTerms>;
}

/**
 * Makes a new link behind the old short url and closes the old one: live check → operation on the old one, whose page
 * says so from then on → new link, held → old page closed → old link cancelled → new link let go, with its messages. Whatever
 * happens after the operation is stored, the timer brings it to one of two ends: the new link is the only one that can
 * be paid, or the old one is as it was.
 *
 * Gives the new link; `creating` where the provider's answer is not known. Throws `conflict_state` where money is seen
 * on the old one, and what a create throws where the new one is known not to be made.
 */
export async function supersedeLink(
  deps: LinkDeps,
  actor: Actor,
  id: string,
  { successorId, termsFor }: Replacement,
): Promise<Link> {
  const known = await readLink(deps, actor.org, id);
  const repeated = await underWay(deps, known, successorId);
  if (repeated) return repeated;
  refuseUnlessReplaceable(known, deps.clock.now());
  const terms = await termsFor(known);
  const opened = await deps.openConnection(known.org, known.connection);
  const { link, failed } = await look(deps, actor, opened, known, 'supersede');
  if (failed) throw providerProblem(failed, id);
  const replacing = await changeLink(
    deps,
    actor.org,
    id,
    (current) => {
      const now = deps.clock.now();
      refuseUnlessReplaceable(current, now);
      return {
        draft: { ...current, op: { ...operation('supersede', now), successor: { id: successorId, terms } } },
        cause: { ...causeOf(actor), what: 'supersede' },
      };
    },
    link,
  );
  return settleSupersede(deps, actor, replacing, { asked: true });
}

/** The new link of the same request, where that was carried out, or has come so far that the timer finishes it. */
async function underWay(
  deps: Pick<LinkDeps, 'table'>,
  old: Link,
  successorId: string,
): Promise<Link | undefined> {
  const mine = old.supersededBy === successorId || old.op?.successor?.id === successorId;
  const successor = mine ? await getLink(deps.table, old.org, successorId) : undefined;
  return successor?.status === 'failed' ? undefined : successor;
}
