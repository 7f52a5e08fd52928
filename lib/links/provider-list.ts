import { accountProblem } from '../connections/account.ts';
import { type OpenedConnection, openConnection } from '../connections/open.ts';
import { readConnection } from '../connections/read.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import type { ProviderLink, ProviderLinkPage } from '../providers/contract.ts';
import { ProviderError } from '../providers/errors.ts';
import { providerProblem } from '../providers/problem.ts';
import { boundLinks } from '../table/bindings.ts';
import type { LinkDeps } from './deps.ts';
import { callOf, providerErrorOf } from './operation.ts';
import { providerLinkNames } from './provider-input.ts';
import { type ProviderListing, refuseListing } from './provider-listing.ts';

export interface ListedProviderLink {
  seen: ProviderLink;
  /** Our link that it belongs to; absent: it was not made here. */
  linkId?: string;
}

type ListDeps = Pick<LinkDeps, 'table' | 'clock' | 'signal'>;

/** Most links on a page of a provider that has no pages of its own. */
const MOST_PER_PAGE = 200;
const USUAL_PAGE = 50;
/** Longer ids are bound nowhere. */
const LONGEST_ID = 200;

/**
 * One page of what the provider itself lists for a connection, read now; nothing of it is kept. What the provider cannot
 * do is refused before it is asked. Throws the provider's failure, `not_found` for a connection that there is not.
 */
export async function listProviderLinks(
  deps: ListDeps,
  org: string,
  connectionId: string,
  listing: ProviderListing,
): Promise<{ links: ListedProviderLink[]; nextToken: string | null }> {
  const opened = await open(deps, org, connectionId);
  refuseListing(opened, listing);
  const { token, size = USUAL_PAGE, ...asked } = listing;
  const pageSize = Math.min(size, opened.limits.list?.pageSize ?? MOST_PER_PAGE);
  // Where pages are numbered, another size would put other links on the next one.
  const binding = listBinding(org, connectionId, asked, pageSize);
  const cursor = token === undefined ? undefined : readPageToken(token, binding);
  const page = await ask(deps, opened, {
    ...asked,
    pageSize,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return {
    links: await withOurs(deps, opened, page.links),
    nextToken: page.cursor === undefined ? null : writePageToken(page.cursor, binding),
  };
}

async function open(deps: ListDeps, org: string, connectionId: string): Promise<OpenedConnection> {
  const connection = await readConnection(deps.table, org, connectionId);
  return openConnection(connection, deps.clock.now()).catch((error: unknown) => {
    throw accountProblem(error);
  });
}

async function ask(
  deps: ListDeps,
  opened: OpenedConnection,
  filter: Parameters<NonNullable<OpenedConnection['provider']['listLinks']>>[0],
): Promise<ProviderLinkPage> {
  const { provider, connection } = opened;
  if (!provider.listLinks) {
    throw new AppError('capability_not_supported', `${provider.name} has no list of its links.`);
  }
  const page = await provider.listLinks(filter, callOf(opened, deps)).catch(providerErrorOf);
  if (!(page instanceof ProviderError)) return page;
  const { kind, facts } = page;
  log.warn('PROVIDER_CALL_FAILED', { operation: 'list', connection: connection.id, kind }, page);
  const pointers = facts.pointers?.map((pointer) => `/query${pointer}`);
  throw providerProblem(pointers ? new ProviderError({ ...facts, pointers }, page) : page);
}

async function withOurs(
  { table }: ListDeps,
  { connection }: OpenedConnection,
  links: readonly ProviderLink[],
): Promise<ListedProviderLink[]> {
  const names = links.flatMap((seen) =>
    providerLinkNames(seen)
      .filter((name) => 'url' in name || name.id.length <= LONGEST_ID)
      .map((name) => ({ seen, name })),
  );
  const owners = await boundLinks(
    table,
    connection.org,
    connection.id,
    names.map(({ name }) => name),
  );
  return links.map((seen) => {
    const linkId = owners.find((owner, index) => owner !== undefined && names[index]?.seen === seen);
    return { seen, ...(linkId === undefined ? {} : { linkId }) };
  });
}
