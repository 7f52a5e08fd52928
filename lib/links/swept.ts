import type { ProviderLink } from '../providers/contract.ts';
import type { SweptLink } from '../sweeps/model/swept-link.ts';
import { boundLink } from '../table/bindings.ts';
import { getLink } from '../table/links.ts';
import type { LinkDeps } from './deps.ts';
import { tellSeen } from './look.ts';
import type { Link } from './model/link.ts';
import { tellUnknownStatus } from './unknown-status.ts';

/** A provider link as a sweep kept it, for ours; `undefined` where the lists contradict themselves about it. */
export function seenIn({ id, expiresAt, seen }: SweptLink, link: Link): ProviderLink | undefined {
  if (!seen) return undefined;
  // Where a provider tells no amount, what was asked for stands in.
  const isWhole = seen.status === 'paid' && seen.amountPaid === undefined;
  const isUnconfirmed = seen.flags?.includes('amount_unconfirmed') === true;
  return {
    providerLinkId: id ?? null,
    providerUrl: link.providerUrl ?? '',
    ...(expiresAt === undefined ? {} : { providerExpiresAt: expiresAt }),
    observation: { ...seen, ...(isWhole && isUnconfirmed ? { amountPaid: link.amount } : {}) },
  };
}

/**
 * Tells a link of ours what a sweep has seen of it. A provider link that is none of ours is passed over: accounts are
 * shared with other systems and other connections.
 */
export async function tellSwept(
  deps: Pick<LinkDeps, 'table' | 'clock'>,
  { org, connection }: { org: string; connection: string },
  swept: SweptLink,
): Promise<void> {
  const linkId = await owner(deps, org, connection, swept);
  const link = linkId === undefined ? undefined : await getLink(deps.table, org, linkId);
  const seen = link && seenIn(swept, link);
  if (!link || !seen || link.facts?.paidAt !== undefined) return;
  tellUnknownStatus(link, seen);
  const found = { seen, startedAt: seen.observation.observedAt };
  await tellSeen(deps, { org, by: 'timer' }, link, found, 'sweep');
}

async function owner(
  { table }: Pick<LinkDeps, 'table'>,
  org: string,
  connection: string,
  { name, id }: SweptLink,
): Promise<string | undefined> {
  const bound = await boundLink(table, org, connection, { id: name });
  return bound ?? (id === undefined || id === name ? undefined : boundLink(table, org, connection, { id }));
}
