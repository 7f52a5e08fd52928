import { causeOf } from './adopt.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { headOf, LONGEST_CHAIN } from './head.ts';
import type { Link } from './model/link.ts';
import { untold } from './model/next-due.ts';
import { observe } from './model/observe.ts';
import { changeLink } from './save.ts';

/**
 * Money came on a link that is superseded: the head of its chain, which still asks for it, says so too. Then the link
 * itself keeps that it was told. Each is harmless to do again.
 */
export async function tellHead(
  deps: Pick<LinkDeps, 'table' | 'clock'>,
  actor: Actor,
  link: Link,
): Promise<void> {
  const observedAt = untold(link);
  if (observedAt === undefined) return;
  const cause = { ...causeOf(actor), what: 'superseded link paid' };
  let told = link;
  // Whoever is superseded in the same moment has a head by now.
  for (let step = 1; step < LONGEST_CHAIN && told.supersededBy !== undefined; step++) {
    const head = await headOf(deps.table, told);
    if (head.id === told.id) break;
    told = await changeLink(
      deps,
      head.org,
      head.id,
      (current) =>
        current.facts?.flags?.superseded_link_paid === undefined
          ? { draft: paused(observe(current, { observedAt, flags: ['superseded_link_paid'] })), cause }
          : undefined,
      head,
    );
  }
  await changeLink(
    deps,
    link.org,
    link.id,
    (current) => (current.headTold ? undefined : { draft: { ...current, headTold: true }, cause }),
    link,
  );
}

/** Whoever has paid the old link is not reminded of the new one; a person decides what is to become of it. */
function paused(head: Link): Link {
  if (head.plan === undefined || head.reminders?.pausedAt !== undefined) return head;
  return { ...head, reminders: { ...head.reminders, pausedAt: head.updatedAt } };
}
