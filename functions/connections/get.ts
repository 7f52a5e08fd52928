import { toConnectionBody } from '../../lib/api/connection-body.ts';
import { getConnectionRoute } from '../../lib/api/connections.ts';
import { readConnection } from '../../lib/connections/read.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/connections/{id}`. Never shows credentials. */
export const handler = endpoint(getConnectionRoute).handler(async ({ input, caller }) =>
  toConnectionBody(await readConnection(table(), caller.org, input.params.id), env('PUBLIC_BASE_URL')),
);
