import { log } from '../log.ts';
import { linkByCode } from '../table/links.ts';
import type { LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { changeLink } from './save.ts';

/** What the payer is to be shown. */
export type Face =
  | 'payable'
  | 'preparing'
  | 'paid'
  | 'processing'
  | 'expired'
  | 'cancelled'
  /** Another link is about to take its place. */
  | 'replacing'
  /** The head of its chain is what is to be paid. */
  | 'replaced';

/** The page that a link has for its payer at this moment. A link that could not be made is as good as none. */
export function faceOf(link: Link, now: number): Face | undefined {
  if (link.status === 'failed' || link.deletedAt !== undefined) return undefined;
  if (link.status === 'creating') return 'preparing';
  // Whoever has paid here is told so, and is not led on to pay once more.
  if (link.status === 'paid' || link.status === 'processing') return link.status;
  if (link.supersededBy !== undefined) return 'replaced';
  if (link.op?.kind === 'supersede') return 'replacing';
  if (link.status !== 'active' && link.status !== 'partially_paid') return link.status;
  if (link.held) return 'preparing';
  return now >= link.expiresAt ? 'expired' : 'payable';
}

/**
 * The payer goes on to the provider's page. The opening is recorded as best it can be: a payer is never kept from
 * paying by a write that fails. `undefined`: no such code.
 */
export async function openLink(
  deps: Pick<LinkDeps, 'table' | 'clock'>,
  code: string,
): Promise<{ link: Link; redirectTo?: string } | undefined> {
  const link = await linkByCode(deps.table, code);
  const now = deps.clock.now();
  if (!link || faceOf(link, now) === undefined) return undefined;
  if (faceOf(link, now) !== 'payable' || link.providerUrl === undefined) return { link };
  try {
    const known = await changeLink(
      deps,
      link.org,
      link.id,
      (current) =>
        faceOf(current, now) === 'payable'
          ? {
              draft: {
                ...current,
                openedAt: current.openedAt ?? now,
                lastOpenedAt: now,
                openCount: (current.openCount ?? 0) + 1,
              },
              cause: { by: 'payer', what: 'open' },
            }
          : undefined,
      link,
    );
    // Somebody has just cancelled or superseded it, or it is paid.
    if (faceOf(known, now) !== 'payable') return { link: known };
  } catch (error) {
    log.warn('OPENING_NOT_RECORDED', { linkId: link.id }, error);
  }
  return { link, redirectTo: link.providerUrl };
}
