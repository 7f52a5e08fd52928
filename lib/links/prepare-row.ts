import type { OpenedConnection } from '../connections/open.ts';
import { unknownConnection } from '../connections/unknown.ts';
import { AppError } from '../errors.ts';
import type { LinkDeps } from './deps.ts';
import { openDuplicate } from './duplicate.ts';
import type { Failure, Link, LinkTerms } from './model/link.ts';
import { failureOf } from './row-failure.ts';
import type { RowToCreate } from './row-link.ts';
import { sendingAtCreation } from './sending-at-creation.ts';

type PrepareDeps = Pick<LinkDeps, 'table' | 'clock' | 'openConnection'>;

/** A row that nothing stands in the way of. */
export interface ReadyRow {
  opened: OpenedConnection;
  terms: LinkTerms;
  sending: Pick<Link, 'sentAtCreation'>;
}

/** Finds what stands in the way before anybody is asked; that is the row's failure. */
export async function prepareRow(
  deps: PrepareDeps,
  org: string,
  row: RowToCreate,
  before: Link | undefined,
): Promise<ReadyRow | Failure> {
  const { linkId, onDuplicate, terms: settled } = row;
  try {
    await openDuplicate(deps, org, {
      linkId,
      onDuplicate,
      ...(settled.reference === undefined ? {} : { reference: settled.reference }),
      ...(before ? { hasFailed: true } : {}),
    });
    const { terms, opened } = row.check ? await row.check() : await reopen(deps, org, settled);
    return { terms, opened, sending: await sendingAtCreation(deps, org, opened, terms) };
  } catch (error) {
    return failureOf(error, deps.clock.now());
  }
}

async function reopen(
  deps: PrepareDeps,
  org: string,
  terms: LinkTerms,
): Promise<{ terms: LinkTerms; opened: OpenedConnection }> {
  const opened = await deps.openConnection(org, terms.connection);
  if (opened.connection.retiredAt !== undefined) throw unknownConnection();
  if (terms.expiresAt > deps.clock.now()) return { terms, opened };
  throw new AppError('validation_error', {
    detail: 'The link would be over already.',
    errors: [{ pointer: '/expires_at', code: 'too_early', detail: 'Must be later than now.' }],
  });
}
