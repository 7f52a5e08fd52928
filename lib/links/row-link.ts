import type { OpenedConnection } from '../connections/open.ts';
import { AppError } from '../errors.ts';
import { newSecret } from '../ids.ts';
import { getLink } from '../table/links.ts';
import { causeOf } from './adopt.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Failure, Link, LinkBatch, LinkTerms } from './model/link.ts';
import { meet, type RowState, rowStateOf } from './model/row.ts';
import { type LinkDraft, saveLink } from './save.ts';

/** A row of a batch whose turn may have come. */
export interface RowToCreate {
  /** Follows from its family and its key, so that a row which comes again meets its own link. */
  linkId: string;
  /** As its validation settled them. */
  terms: LinkTerms;
  batch: LinkBatch;
  /** There is no `return_existing` for a row: it ends with a link of its own or with none. */
  onDuplicate: 'allow' | 'reject';
  /** The slot that was reserved for it, epoch ms. */
  slotAt?: number;
  /** When a person asked that rows which had failed in passing be made again, epoch ms. */
  retryAt?: number;
  /**
   * Checks at the time of the run what held when it was validated, as `checkNewLink` does, and settles the terms anew.
   * Absent: only its connection and its end are looked at.
   */
  check?(): Promise<{ terms: LinkTerms; opened: OpenedConnection }>;
}

/** `later`: its turn has not come; nothing was written. The same message is due at `at`, with `slotAt` where one is given. */
export type RowOutcome = RowStanding | { state: 'later'; at: number; slotAt?: number };

/** `key_reused`: the link is another row's, with the same key and another content. */
export interface RowStanding {
  state: RowState | 'key_reused';
  link: Link;
}

type SaveDeps = Pick<LinkDeps, 'table' | 'clock'>;

/**
 * Records that a row's message was given up: a row that was not begun, or was to be made in the place of one that had
 * failed, ends `failed`. One that was begun is left to its own timer.
 */
export async function failRow(
  deps: SaveDeps,
  actor: Actor,
  row: RowToCreate,
  category: string,
): Promise<RowStanding> {
  const link = await getLink(deps.table, actor.org, row.linkId);
  if (link && meet(link, row) !== 'made anew') return standingOf(link, row);
  return leaveFailed(deps, actor, row, link, { category, at: deps.clock.now() });
}

/** Written where nothing is, or over what had failed: whoever else has begun the row is not in its way. */
export async function leaveFailed(
  deps: SaveDeps,
  actor: Actor,
  row: RowToCreate,
  before: Link | undefined,
  failure: Failure,
): Promise<RowStanding> {
  const { generation } = before ?? {};
  const failed = await saveLink(
    deps,
    before,
    {
      ...rowDraft(actor.org, row, row.terms, before, failure.at),
      ...(generation === undefined ? {} : { generation }),
      stage: 'failed',
      failure,
    },
    { ...causeOf(actor), what: 'refused', reason: failure.category },
  );
  return failed ? { state: 'failed', link: failed } : standing(deps, actor, row);
}

/** What another worker, or another copy of the message, has made of the row meanwhile. */
export async function standing(deps: SaveDeps, actor: Actor, row: RowToCreate): Promise<RowStanding> {
  const link = await getLink(deps.table, actor.org, row.linkId);
  if (link && meet(link, row) !== 'made anew') return standingOf(link, row);
  throw new AppError('operation_in_progress', 'The row is being made by others; its message comes again.');
}

export function standingOf(link: Link, row: RowToCreate): RowStanding {
  return { state: meet(link, row) === 'key reused' ? 'key_reused' : rowStateOf(link), link };
}

/** Of one that takes another's place only id, code and age are kept: nobody has been sent it. */
export function rowDraft(
  org: string,
  { linkId, batch }: RowToCreate,
  terms: LinkTerms,
  before: Link | undefined,
  now: number,
): Omit<LinkDraft, 'stage'> {
  return {
    ...terms,
    org,
    id: linkId,
    code: before?.code ?? newSecret(128),
    createdAt: before?.createdAt ?? now,
    batch,
  };
}
