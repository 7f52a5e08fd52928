import { listWordingsRoute, toWordingBody } from '../../lib/api/wording.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';
import { listWordings } from '../../lib/table/wordings.ts';

/** `GET /v1/organisation/wording`. */
export const handler = endpoint(listWordingsRoute).handler(async ({ caller }) => ({
  data: (await listWordings(table(), caller.org)).map(toWordingBody),
  next_page_token: null,
}));
