import { listProviderLinksRoute, toProviderListing } from '../../lib/api/connections-links.ts';
import { toProviderLinkBody } from '../../lib/api/provider-link-body.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listProviderLinks } from '../../lib/links/provider-list.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/connections/{id}/links`. What the provider itself lists, read now. */
export const handler = endpoint(listProviderLinksRoute).handler(async ({ input, caller, signal }) => {
  const deps = { table: table(), clock: systemClock, signal };
  const listing = toProviderListing(input.query);
  const { links, nextToken } = await listProviderLinks(deps, caller.org, input.params.id, listing);
  return { data: links.map(toProviderLinkBody), next_page_token: nextToken };
});
