import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import { eventsOf } from '../events/events-of.ts';
import { withEvents } from '../events/journal.ts';
import { newWriter } from '../ids.ts';
import type { Table } from '../table/client.ts';
import { getLink, putLink } from '../table/links.ts';
import type { Cause, Link } from './model/link.ts';
import { dueAfter } from './model/next-due.ts';
import { mayBecome, statusOf } from './model/status.ts';

/** A link as a use case wants it; what follows from it is filled in by the save. */
export type LinkDraft = Omit<
  Link,
  'version' | 'writer' | 'cause' | 'status' | 'updatedAt' | 'dueAt' | 'journal'
>;

export interface Change {
  draft: LinkDraft;
  cause: Cause;
}

/** How often a change is tried again on a link that others change too. */
const TRIES = 5;

/**
 * The only writer of links. One conditional write on `version`: status, timer, version and journal follow from the draft,
 * and the cause rides on the item so that the stream knows it. `undefined`: somebody else was faster, nothing was written.
 */
export async function saveLink(
  deps: { table: Table; clock: Clock },
  before: Link | undefined,
  draft: LinkDraft,
  cause: Cause,
): Promise<Link | undefined> {
  const after = completed(before, draft, cause, deps.clock.now());
  const outcome = await putLink(deps.table, after, before?.version);
  return outcome.won ? after : undefined;
}

/**
 * Reads a link, changes it and saves it; again from the start when somebody was faster. `change` writes nothing itself
 * and gives `undefined` where there is nothing to do.
 */
export async function changeLink(
  deps: { table: Table; clock: Clock },
  org: string,
  id: string,
  change: (link: Link) => Change | undefined | Promise<Change | undefined>,
  known?: Link,
): Promise<Link> {
  let link = known;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    link ??= await getLink(deps.table, org, id);
    if (!link) throw notFound();
    const wanted = await change(link);
    if (!wanted) return link;
    const saved = await saveLink(deps, link, wanted.draft, wanted.cause);
    if (saved) return saved;
    link = undefined;
  }
  throw new AppError('operation_in_progress', {
    detail: 'The link is being changed by others; try again.',
    retryAfterSeconds: 1,
    linkId: id,
  });
}

/** The link that a draft would make, without having been saved: to ask the model about it. */
export function asSeen(link: Link, draft: LinkDraft): Link {
  const { version, writer, cause, updatedAt } = link;
  return { ...draft, version, writer, cause, updatedAt, status: statusOf(draft) };
}

function completed(before: Link | undefined, draft: LinkDraft, cause: Cause, now: number): Link {
  const status = statusOf(draft);
  if (before && !mayBecome(before.status, status)) {
    throw new Error(`link ${before.id} cannot go from ${before.status} to ${status}`);
  }
  const link: Link = {
    ...draft,
    status,
    cause,
    version: (before?.version ?? 0) + 1,
    writer: newWriter(),
    updatedAt: now,
  };
  const due = dueAfter(link, before?.dueAt, now);
  if (due !== undefined) link.dueAt = due;
  else delete link.dueAt;
  const journal = withEvents(before?.journal, eventsOf(before, link), now);
  if (journal !== undefined) link.journal = journal;
  else delete link.journal;
  return link;
}
