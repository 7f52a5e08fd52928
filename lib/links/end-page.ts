import type { OpenedConnection } from '../connections/open.ts';
import { canClose, closePage, isRefused } from './close.ts';
import type { Actor, LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { providerRef } from './provider-input.ts';

export interface Ended {
  /** As it was last read. */
  link: Link;
  /** What became of the provider's page; where the link has money it was not closed. */
  page: 'closed' | 'open' | 'no answer';
}

/** Closes the provider's page of a link that nobody has paid: it is read before, and again where the provider refuses. */
export async function endPage(
  deps: LinkDeps,
  actor: Actor,
  opened: OpenedConnection,
  old: Link,
): Promise<Ended> {
  if (!providerRef(old) || (old.stage !== 'open' && !old.providerUrlOpen))
    return { link: old, page: 'closed' };
  const { link, failed } = await look(deps, actor, opened, old, 'supersede');
  if (failed) return { link, page: 'no answer' };
  if (hasMoney(link) || !canClose(opened.provider, link)) return { link, page: 'open' };
  const refused = await closePage(deps, opened, link, 'cancel');
  if (!refused) return { link, page: 'closed' };
  if (!isRefused(refused)) return { link, page: 'no answer' };
  // Perhaps because it is being paid at this moment; or it is too new for the provider's lists, and can be closed soon.
  const { link: now, missing } = await look(deps, actor, opened, link, 'supersede');
  return { link: now, page: missing ? 'no answer' : 'open' };
}
