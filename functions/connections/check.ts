import { checkConnectionRoute } from '../../lib/api/connections.ts';
import { systemClock, toIso } from '../../lib/clock.ts';
import { checkConnection } from '../../lib/connections/check.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/connections/{id}/check`. Tries the credentials with a harmless call. */
export const handler = endpoint(checkConnectionRoute).handler(async ({ input, caller, signal }) => {
  const deps = { table: table(), clock: systemClock, signal };
  const { checkedAt } = await checkConnection(deps, caller.org, input.params.id);
  return { object: 'connection_check', result: 'ok', checked_at: toIso(checkedAt) };
});
