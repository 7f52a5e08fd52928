import type { OpenedConnection } from '../connections/open.ts';
import type { ProviderError } from '../providers/errors.ts';
import { causeOf } from './adopt.ts';
import { type Checked, check, checked, tellsNews } from './check.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { changeLink } from './save.ts';

/** Asks the provider now, and saves the link if that told something new. `missing`: it cannot be found there. */
export async function look(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'signal'>,
  actor: Actor,
  opened: OpenedConnection,
  link: Link,
  what: string,
): Promise<{ link: Link; failed?: ProviderError; missing?: true }> {
  const found = await check(deps, opened, link);
  if (!found) return { link };
  if ('failed' in found) return { link, failed: found.failed };
  const known = await tellSeen(deps, actor, link, found, what);
  return { link: known, ...(found.missing ? { missing: true } : {}) };
}

/** Saves what was seen of a link, where that is something new. */
export function tellSeen(
  deps: Pick<LinkDeps, 'table' | 'clock'>,
  actor: Actor,
  link: Link,
  found: Extract<Checked, { startedAt: number }>,
  what: string,
): Promise<Link> {
  return changeLink(
    deps,
    link.org,
    link.id,
    (current) => {
      const draft = checked(current, found);
      return tellsNews(current, draft) ? { draft, cause: { ...causeOf(actor), what } } : undefined;
    },
    link,
  );
}
