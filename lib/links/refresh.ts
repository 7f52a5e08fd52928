import { providerProblem } from '../providers/problem.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link } from './model/link.ts';
import { isSettling } from './operation.ts';
import { readLink } from './read.ts';
import { settleCreate } from './settle-create.ts';

/** Reads the provider now. A link whose creation is not settled is looked up instead. Throws the provider's failure. */
export async function refreshLink(deps: LinkDeps, actor: Actor, id: string): Promise<Link> {
  const link = await readLink(deps, actor.org, id);
  if (link.op?.kind === 'create') {
    return !link.op.stuck && isSettling(link.op, deps.clock.now()) ? settleCreate(deps, actor, link) : link;
  }
  const opened = await deps.openConnection(link.org, link.connection);
  const { link: known, failed } = await look(deps, actor, opened, link, 'refresh');
  if (failed) throw providerProblem(failed, id);
  return known;
}
