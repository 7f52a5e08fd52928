import { toConnectionBody } from '../../lib/api/connection-body.ts';
import { putConnectionRoute, toConnectionTerms } from '../../lib/api/connections.ts';
import { systemClock } from '../../lib/clock.ts';
import { putConnection } from '../../lib/connections/put.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `PUT /v1/connections/{id}`. Creates a connection or replaces it whole. */
export const handler = endpoint(putConnectionRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock };
  const terms = toConnectionTerms(input.body);
  const connection = await putConnection(deps, caller.org, input.params.id, terms);
  return toConnectionBody(connection, env('PUBLIC_BASE_URL'));
});
