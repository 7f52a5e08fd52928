import { AppError } from '../errors.ts';
import { LONGEST_CHAIN } from './head.ts';
import type { Link } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { refuseWhileBusy } from './operation.ts';

/** Another link may take the place of one that nobody has paid and nobody has withdrawn. */
export function refuseUnlessReplaceable(link: Link, now: number): void {
  refuseWhileBusy(link, now);
  if (link.held) {
    throw new AppError('operation_in_progress', {
      detail: 'The link that this one supersedes is not closed yet.',
      retryAfterSeconds: 5,
      linkId: link.id,
    });
  }
  if (link.supersededBy !== undefined) {
    throw notReplaceable(link, 'It is superseded already; supersede the link at the head of its chain.');
  }
  if (hasMoney(link) || (link.status !== 'active' && link.status !== 'expired')) throw notReplaceable(link);
  if ((link.place ?? 1) >= LONGEST_CHAIN) {
    throw notReplaceable(link, `A chain has at most ${LONGEST_CHAIN} links; create a new one.`);
  }
}

export function notReplaceable(
  link: Link,
  detail = `A link that is ${link.status} cannot be superseded.`,
): AppError {
  return new AppError('conflict_state', { detail, from: link.status, to: 'cancelled', linkId: link.id });
}
