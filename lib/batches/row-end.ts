import { failedInPassing } from '../links/model/failure.ts';
import type { Link } from '../links/model/link.ts';
import { rowStateOf } from '../links/model/row.ts';

/** How a row stands, seen from the link at its id. `absent`: it was not begun, or not yet. */
export type RowEnd =
  | { state: 'absent' | 'creating' | 'link_created' }
  | { state: 'failed'; code: string; passing: boolean };

/**
 * Pure. The link is the only record of a row that was begun, so that a row cannot be both done and failed; one with another content
 * under the same key belongs to another row.
 */
export function rowEnd(link: Link | undefined, hash: string): RowEnd {
  if (!link) return { state: 'absent' };
  if (link.batch?.hash !== hash) return failed('key_reused');
  const state = rowStateOf(link);
  // A person has to find out what became of it at the provider; until then it has no link that could be paid.
  if (state === 'creating' && link.op?.stuck) return failed('outcome_unknown');
  if (state !== 'failed') return { state };
  const { failure } = link;
  return { state, code: failure?.category ?? 'cancelled', passing: failedInPassing(failure) };
}

function failed(code: string): RowEnd {
  return { state: 'failed', code, passing: false };
}
