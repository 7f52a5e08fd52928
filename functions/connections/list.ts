import { toConnectionBody } from '../../lib/api/connection-body.ts';
import { listConnectionsRoute } from '../../lib/api/connections.ts';
import { readConnections } from '../../lib/connections/read.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/connections`. */
export const handler = endpoint(listConnectionsRoute).handler(async ({ caller }) => {
  const connections = await readConnections(table(), caller.org);
  const publicBaseUrl = env('PUBLIC_BASE_URL');
  return {
    data: connections.map((connection) => toConnectionBody(connection, publicBaseUrl)),
    next_page_token: null,
  };
});
