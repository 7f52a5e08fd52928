import { failedInPassing } from '../links/model/failure.ts';
import type { Link, LinkBatch } from '../links/model/link.ts';
import { meet, rowStateOf } from '../links/model/row.ts';

/** How a row stands, seen from the link at its id. `absent`: it was not begun, or not yet; `skipped`: begun here alone. */
export type RowEnd =
  | { state: 'absent' | 'skipped' | 'creating' | 'link_created' }
  | { state: 'failed'; code: string; passing: boolean };

/**
 * Pure. The link is the only record of a row that was begun, so that a row cannot be both done and failed. One that has failed in
 * an earlier batch, or before rows were asked for again, is still to be replaced; one with another content belongs to another row.
 */
export function rowEnd(link: Link | undefined, row: { batch: LinkBatch; retryAt?: number }): RowEnd {
  if (!link) return { state: 'absent' };
  const meeting = meet(link, row);
  if (meeting === 'made anew') return { state: 'absent' };
  if (meeting === 'key reused') return failed('key_reused');
  const state = rowStateOf(link);
  // A person has to find out what became of it at the provider; until then it has no link that could be paid.
  if (state === 'creating' && link.op?.stuck) return failed('outcome_unknown');
  if (state !== 'failed') return { state };
  const { failure } = link;
  // The batch was cancelled before its provider was told of the row.
  if (failure?.category === 'batch_cancelled') return { state: 'skipped' };
  return { state, code: failure?.category ?? 'cancelled', passing: failedInPassing(failure) };
}

function failed(code: string): RowEnd {
  return { state: 'failed', code, passing: false };
}
