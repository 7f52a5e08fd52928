import { revokeApiKeyRoute } from '../../lib/api/api-keys.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { revokeApiKey } from '../../lib/keys/manage.ts';
import { table } from '../../lib/table/client.ts';

/** `DELETE /v1/api_keys/{id}`. In force everywhere within 30 seconds. */
export const handler = endpoint(revokeApiKeyRoute).handler(async ({ input, caller }) => {
  await revokeApiKey({ table: table(), clock: systemClock }, caller.org, input.params.id);
  return undefined;
});
