import { failedInPassing } from './failure.ts';
import type { Link, LinkBatch } from './link.ts';
import { hasMoney } from './status.ts';

/** What a row of a batch has become. */
export type RowState = 'creating' | 'link_created' | 'failed';

/** What a batch says of the row that its link was made from. `creating` is the only one that is not final. */
export function rowStateOf(link: Link): RowState {
  if (link.status === 'creating' || link.status === 'failed') return link.status;
  if (link.providerLinkId !== undefined || link.providerUrl !== undefined) return 'link_created';
  // Cancelled before it was known to be there; perhaps it is found yet, and is then closed.
  return link.op?.kind === 'create' && !link.op.stuck ? 'creating' : 'failed';
}

/** What a row does that meets a link at its place. */
export type Meeting =
  /** It is its own: nothing, or nothing that this row's message is for. */
  | 'stands'
  /** It is its own, and its create may have died. */
  | 'goes on'
  /** It had failed, nothing of it is at the provider, and this row is to be made in its place. */
  | 'made anew'
  /** It is of a row with the same key and another content. */
  | 'key reused';

/**
 * Pure. `retryAt`, epoch ms: when a person asked that rows which had failed in passing be made again; a link that has failed
 * since is not made again by another copy of the same message.
 */
export function meet(link: Link, row: { batch: LinkBatch; retryAt?: number }): Meeting {
  const isSame = link.batch?.hash === row.batch.hash;
  if (link.status !== 'failed') return isSame ? 'goes on' : 'key reused';
  const isLater = link.batch !== undefined && row.batch.id > link.batch.id;
  if (!isSame && !isLater) return 'key reused';
  // Hidden by a person, or told of by the provider all the same: a person has to look.
  if (link.deletedAt !== undefined || hasMoney(link) || link.facts?.word) return 'stands';
  if (isLater) return 'made anew';
  const isAsked = (row.retryAt ?? 0) > (link.failure?.at ?? 0);
  return isAsked && failedInPassing(link.failure) ? 'made anew' : 'stands';
}
