import { deleteConnectionRoute } from '../../lib/api/connections.ts';
import { systemClock } from '../../lib/clock.ts';
import { retireConnection } from '../../lib/connections/change.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `DELETE /v1/connections/{id}`. Retires a connection; its links live on. */
export const handler = endpoint(deleteConnectionRoute).handler(async ({ input, caller }) => {
  await retireConnection({ table: table(), clock: systemClock }, caller.org, input.params.id);
  return undefined;
});
