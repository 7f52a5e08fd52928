import type { Clock } from '../clock.ts';
import { AppError, notFound } from '../errors.ts';
import type { Actor } from '../links/deps.ts';
import type { Channel } from '../links/model/channel.ts';
import { log } from '../log.ts';
import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import type { Table } from '../table/client.ts';
import { getOrganisation } from '../table/organisations.ts';
import {
  changeGrounds,
  getSuppression,
  pageOfSuppressions,
  type Suppression,
} from '../table/suppressions.ts';
import { suppressedContact } from './contact.ts';
import { optedOut, withoutGrounds } from './model/grounds.ts';
import { namedBy, SUPPRESSION_ID, suppressionId } from './suppression-id.ts';

export interface SuppressionFilter {
  channel: Channel | undefined;
  /** With its channel. */
  contact: { channel: Channel; contact: string } | undefined;
}

export interface SuppressionPage {
  /** 1 to 200. */
  size: number;
  /** From the page before. */
  token: string | undefined;
}

/** One of the organisation's; unknown and foreign ids are the same `not_found`. */
export async function readSuppression(
  { table }: { table: Table },
  org: string,
  id: string,
): Promise<Suppression> {
  const named = namedBy(id);
  const found = named && (await getSuppression(table, org, named));
  if (!found) throw notFound();
  return found;
}

/** The organisation's list in no order, or the one contact that is asked for, if it is suppressed. */
export async function listSuppressions(
  { table }: { table: Table },
  org: string,
  { channel, contact }: SuppressionFilter,
  { size, token }: SuppressionPage,
): Promise<{ suppressions: Suppression[]; nextToken: string | null }> {
  const binding = listBinding('suppressions', channel, contact);
  const after = token === undefined ? undefined : namedBy(readPageToken(token, binding, SUPPRESSION_ID));
  if (contact) {
    const { contactKey } = await getOrganisation(table, org);
    const found = await getSuppression(
      table,
      org,
      suppressedContact(contactKey, contact.channel, contact.contact),
    );
    return { suppressions: found ? [found] : [], nextToken: null };
  }
  const { suppressions, more } = await pageOfSuppressions(table, org, { channel, limit: size, after });
  const last = suppressions.at(-1);
  return { suppressions, nextToken: more && last ? writePageToken(suppressionId(last), binding) : null };
}

/**
 * Lets a contact be messaged again, whatever stood against it. What the person has asked for stands unless the caller says
 * that the person has asked for messages again (`optedIn`): 409 `recipient_suppressed`.
 */
export async function deleteSuppression(
  { table, clock }: { table: Table; clock: Clock },
  actor: Actor,
  id: string,
  { optedIn }: { optedIn: boolean },
): Promise<void> {
  const named = namedBy(id);
  if (!named) throw notFound();
  const { changed } = await changeGrounds(
    table,
    actor.org,
    named,
    (before) => {
      if (optedOut(before) && !optedIn) throw theirOwnWish();
      return withoutGrounds(before, () => true);
    },
    clock.now(),
  );
  if (!changed) throw notFound();
  log.info('SUPPRESSION_LIFTED', { org: actor.org, by: actor.by, suppression: id, optedIn });
}

function theirOwnWish(): AppError {
  return new AppError(
    'recipient_suppressed',
    'The person has asked for no more messages. Where they have asked for them again since, say so with opted_in=true.',
  );
}
