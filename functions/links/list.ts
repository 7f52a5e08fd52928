import { toLinkBody } from '../../lib/api/link-body.ts';
import { listLinksRoute, toListing } from '../../lib/api/links-list.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listLinks } from '../../lib/links/list.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/links`. Newest first, by all filters of the contract. */
export const handler = endpoint(listLinksRoute).handler(async ({ input, caller }) => {
  const { filter, page } = toListing(input.query);
  const { links, nextToken } = await listLinks({ table: table() }, caller.org, filter, page);
  const publicBaseUrl = env('PUBLIC_BASE_URL');
  return { data: links.map((link) => toLinkBody(link, publicBaseUrl)), next_page_token: nextToken };
});
