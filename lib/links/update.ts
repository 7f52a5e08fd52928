import { AppError } from '../errors.ts';
import { causeOf } from './adopt.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link, LinkCustomer } from './model/link.ts';
import { readLink } from './read.ts';
import { changeLink, type LinkDraft } from './save.ts';

/** Our own fields of a link. `undefined`: stays as it is; `null`: is removed. */
export interface LinkChanges {
  /** Contact data by member: what the provider was given at creation stays as it is there. */
  customer?: { [K in keyof LinkCustomer]?: LinkCustomer[K] | null };
  dueOn?: string | null;
  /** Only ever earlier. Epoch ms. */
  expiresAt?: number;
  metadata?: Readonly<Record<string, string>> | null;
  createdBy?: string | null;
}

/**
 * Changes our own fields. `ifMatch` is the version that the caller has seen: `version_conflict` if it is another by now.
 * Throws `conflict_state` for a new end on a link that is over.
 */
export async function updateLink(
  deps: Pick<LinkDeps, 'table' | 'clock'>,
  actor: Actor,
  id: string,
  { changes, ifMatch }: { changes: LinkChanges; ifMatch?: number },
): Promise<Link> {
  return changeLink(
    deps,
    actor.org,
    id,
    (link) => {
      if (ifMatch !== undefined && link.version !== ifMatch) {
        throw new AppError('version_conflict', {
          detail: `The link has version ${link.version}, not ${ifMatch}.`,
          linkId: id,
        });
      }
      if (changes.expiresAt !== undefined) refuseEnd(link, changes.expiresAt, deps.clock.now());
      const draft = changed(link, changes);
      return same(link, draft) ? undefined : { draft, cause: { ...causeOf(actor), what: 'update' } };
    },
    await readLink(deps, actor.org, id),
  );
}

function refuseEnd(link: Link, expiresAt: number, now: number): void {
  if (expiresAt === link.expiresAt) return;
  if (link.status !== 'active' && link.status !== 'partially_paid' && link.status !== 'creating') {
    throw new AppError('conflict_state', {
      detail: `The end of a link that is ${link.status} cannot be moved.`,
      from: link.status,
      to: link.status,
      linkId: link.id,
    });
  }
  const detail =
    expiresAt <= now
      ? 'must be in the future'
      : expiresAt > link.expiresAt
        ? 'can only be moved to an earlier instant'
        : undefined;
  if (!detail) return;
  throw new AppError('validation_error', {
    detail: 'The new end does not fit.',
    errors: [{ pointer: '/expires_at', code: 'invalid', detail }],
  });
}

function changed(link: Link, changes: LinkChanges): LinkDraft {
  const { customer, ...own } = changes;
  return removed({
    ...link,
    ...removed(own, true),
    ...(customer === undefined
      ? {}
      : { customer: removed({ ...link.customer, ...removed(customer, true) }) }),
  });
}

/** Leaves out what is `undefined` (`keepNull`: only that), so that it does not hide what is there. */
function removed<T extends object>(
  value: T,
  keepNull = false,
): { [K in keyof T]: Exclude<T[K], null | undefined> } {
  const entries = Object.entries(value).filter(
    ([, member]) => member !== undefined && (keepNull || member !== null),
  );
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], null | undefined> };
}

function same(link: Link, draft: LinkDraft): boolean {
  const now: Record<string, unknown> = { ...link };
  const then: Record<string, unknown> = { ...draft };
  const names = ['customer', 'dueOn', 'expiresAt', 'metadata', 'createdBy'];
  return names.every((name) => JSON.stringify(now[name]) === JSON.stringify(then[name]));
}
