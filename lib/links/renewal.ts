import * as z from 'zod/mini';
import type { Connection } from '../connections/connection.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from '../table/client.ts';
import { getConnection } from '../table/connections.ts';
import { without } from '../without.ts';
import { LONGEST_CHAIN } from './head.ts';
import type { Channel } from './model/channel.ts';
import { type Link, LinkTerms } from './model/link.ts';
import { hasMoney } from './model/status.ts';
import { faceOf } from './open.ts';
import { reachableBy } from './reachable.ts';

const DAY_MS = 24 * 3_600_000;

/** Over a whole chain: whoever needs more of them should talk to who asks for the money. */
const MOST_RENEWALS = 3;

/** What decides whether the payer of a link may ask for a new one. */
export interface RenewalRule {
  organisation: Pick<Organisation, 'renewal'>;
  connection: Pick<Connection, 'retiredAt'> | undefined;
}

/**
 * Channels on which the payer of a link that is over may have a new one sent: to the contacts on file alone. None where
 * it is switched off, where money was seen, where another link takes or has taken its place, where something is under
 * way at the provider, more often than once in 24 hours, or after three over the chain. Pure.
 */
export function renewableBy(
  link: Link,
  { organisation, connection }: RenewalRule,
  now: number,
): readonly Channel[] {
  const { count = 0, at } = link.renewals ?? {};
  const may =
    organisation.renewal === 'on' &&
    connection !== undefined &&
    connection.retiredAt === undefined &&
    faceOf(link, now) === 'expired' &&
    link.held === undefined &&
    !hasMoney(link) &&
    (link.op === undefined || link.op.stuck === true) &&
    (link.place ?? 1) < LONGEST_CHAIN &&
    count < MOST_RENEWALS &&
    (at === undefined || now >= at + DAY_MS);
  return may ? reachableBy(link) : [];
}

/** The same, with what must be read for it: nothing where it is switched off, or the link is not over. */
export async function renewalOffer(
  table: Table,
  link: Link,
  organisation: Organisation,
  now: number,
): Promise<{ channels: readonly Channel[]; connection?: Connection }> {
  if (organisation.renewal !== 'on' || faceOf(link, now) !== 'expired') return { channels: [] };
  const connection = await getConnection(table, link.org, link.connection);
  const channels = renewableBy(link, { organisation, connection }, now);
  return { channels, ...(connection ? { connection } : {}) };
}

/** The same terms, with an end by the connection's default and a first message on the one channel that was asked for. */
export function renewedTerms(
  old: Link,
  { expiresInDays }: Pick<Connection, 'expiresInDays'>,
  channel: Channel,
  now: number,
): LinkTerms {
  // Neither the moment of the old one's message nor the reason why it might go at night.
  const terms = without(z.parse(LinkTerms, old), 'sendAt', 'overrideReason');
  return { ...terms, channels: [channel], expiresAt: now + expiresInDays * DAY_MS };
}
