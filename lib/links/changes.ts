import { AppError } from '../errors.ts';
import type { Link, LinkCustomer, TermsUpdate } from './model/link.ts';
import type { LinkDraft } from './save.ts';

/** What `PATCH` asks for. Missing: stays as it is; null: is removed. */
export interface LinkChanges extends Omit<TermsUpdate, 'customer' | 'metadata'> {
  /** Member by member. */
  customer?: { [K in keyof LinkCustomer]?: LinkCustomer[K] | null };
  metadata?: Record<string, string> | null;
  dueOn?: string | null;
  createdBy?: string | null;
}

/** The link with these changes. */
export function withChanges(link: Link, changes: LinkChanges): LinkDraft {
  const { customer, metadata, dueOn, createdBy, ...terms } = changes;
  const draft: LinkDraft = { ...link, ...terms };
  if (customer) draft.customer = withMembers(link.customer ?? {}, customer);
  if (metadata) draft.metadata = metadata;
  if (dueOn) draft.dueOn = dueOn;
  if (createdBy) draft.createdBy = createdBy;
  if (metadata === null) delete draft.metadata;
  if (dueOn === null) delete draft.dueOn;
  if (createdBy === null) delete draft.createdBy;
  return draft;
}

export function withMembers(
  known: LinkCustomer,
  changes: NonNullable<LinkChanges['customer']>,
): LinkCustomer {
  const members = new Map<string, unknown>(Object.entries(known));
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) members.delete(name);
    else if (value !== undefined) members.set(name, value);
  }
  return Object.fromEntries(members);
}

/** An end moves only to an earlier instant still to come, and only while the link goes on. */
export function refuseEnd(link: Link, expiresAt: number, now: number): void {
  if (expiresAt === link.expiresAt) return;
  if (link.status !== 'active' && link.status !== 'partially_paid' && link.status !== 'creating') {
    throw new AppError('conflict_state', {
      detail: `The end of a link that is ${link.status} cannot be moved.`,
      from: link.status,
      to: link.status,
      linkId: link.id,
    });
  }
  const detail = refusal(link, expiresAt, now);
  if (!detail) return;
  throw new AppError('validation_error', {
    detail: 'The new end does not fit.',
    errors: [{ pointer: '/expires_at', code: 'invalid', detail }],
  });
}

function refusal(link: Link, expiresAt: number, now: number): string | undefined {
  if (expiresAt <= now) return 'must be in the future';
  return expiresAt > link.expiresAt ? 'can only be moved to an earlier instant' : undefined;
}
