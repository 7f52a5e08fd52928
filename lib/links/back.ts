import { log } from '../log.ts';
import { linkByCode } from '../table/links.ts';
import type { LinkDeps } from './deps.ts';
import { look } from './look.ts';
import type { Link } from './model/link.ts';

/**
 * The payer comes back from the provider's page. That proves nothing, so the provider is asked at once; if it cannot
 * answer, the polls that follow an opening will. `undefined`: no such code.
 */
export async function backFromProvider(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'signal'>,
  code: string,
): Promise<Link | undefined> {
  const link = await linkByCode(deps.table, code);
  if (!link || link.deletedAt !== undefined || link.status === 'failed') return undefined;
  if (link.status === 'paid' || link.status === 'creating') return link;
  try {
    const opened = await deps.openConnection(link.org, link.connection);
    return (await look(deps, { org: link.org, by: 'payer' }, opened, link, 'return')).link;
  } catch (error) {
    log.warn('PROVIDER_CALL_FAILED', { operation: 'return', linkId: link.id }, error);
    return link;
  }
}
