import { expandLink } from '../../lib/api/expand-link.ts';
import { getLinkRoute } from '../../lib/api/links-read.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readLink } from '../../lib/links/read.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/links/{id}`. One link, with what `?expand=` asks for. */
export const handler = endpoint(getLinkRoute).handler(async ({ input, caller }) => {
  const link = await readLink({ table: table() }, caller.org, input.params.id);
  return expandLink(table(), link, input.query.expand ?? [], env('PUBLIC_BASE_URL'));
});
