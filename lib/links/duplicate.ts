import { AppError } from '../errors.ts';
import type { Table } from '../table/client.ts';
import { linkIdsByReference, linksById } from '../table/link-lists.ts';
import type { Link, LinkStatus } from './model/link.ts';

/** What is done with a new link whose `reference` an open one already has. */
export type OnDuplicate = 'allow' | 'reject' | 'return_existing';

/** Somebody may still pay it, or has begun to. */
const OPEN: ReadonlySet<LinkStatus> = new Set(['creating', 'active', 'processing', 'partially_paid']);

/** As many of one reference as are looked at, newest first. */
const MOST = 50;

/**
 * The open link that a new one would double, or `undefined`. With `reject` there is none: it throws
 * `duplicate_active_link`. The index may lag a moment, so two requests at the very same time can both find nothing; an
 * Idempotency-Key is what makes one request one link.
 */
export async function openDuplicate(
  deps: { table: Table },
  org: string,
  wanted: { reference?: string; linkId: string; onDuplicate: OnDuplicate; hasFailed?: true },
): Promise<Link | undefined> {
  const { reference, linkId, onDuplicate, hasFailed } = wanted;
  if (onDuplicate === 'allow' || reference === undefined) return undefined;
  const ids = (await linkIdsByReference(deps.table, org, reference)).sort().reverse().slice(0, MOST);
  // The link of this very request, after a crash: it goes on, it is no duplicate. One that had failed is made anew.
  if (ids.includes(linkId) && !hasFailed) return undefined;
  const others = ids.filter((id) => id !== linkId);
  const open = (await linksById(deps.table, org, others)).find(
    (link) => link !== undefined && link.deletedAt === undefined && OPEN.has(link.status),
  );
  if (!open || onDuplicate === 'return_existing') return open;
  throw new AppError('duplicate_active_link', {
    detail: 'An open link has the same reference.',
    conflictingLinkId: open.id,
  });
}
