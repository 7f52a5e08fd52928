import {
  listSuppressionsRoute,
  toSuppressionBody,
  toSuppressionListing,
} from '../../lib/api/suppressions.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listSuppressions } from '../../lib/suppressions/manage.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/suppressions`. */
export const handler = endpoint(listSuppressionsRoute).handler(async ({ input, caller }) => {
  const { filter, page } = toSuppressionListing(input.query);
  const found = await listSuppressions({ table: table() }, caller.org, filter, page);
  return { data: found.suppressions.map(toSuppressionBody), next_page_token: found.nextToken };
});
