import { expandLink } from '../../lib/api/expand-link.ts';
import { getLinkRoute } from '../../lib/api/links-read.ts';
import { systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readLink } from '../../lib/links/read.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/links/{id}`. One link, with what `?expand=` asks for; some of that is read at its provider. */
export const handler = endpoint(getLinkRoute).handler(async ({ input, caller, signal }) => {
  const common = { table: table(), clock: systemClock };
  const link = await readLink(common, caller.org, input.params.id);
  const openConnection = connectionOpener(common);
  const deps = { ...common, openConnection, signal, publicBaseUrl: env('PUBLIC_BASE_URL') };
  return expandLink(deps, link, input.query.expand ?? []);
});
