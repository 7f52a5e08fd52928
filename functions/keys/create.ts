import { toApiKeyBody } from '../../lib/api/api-keys.ts';
import { createApiKeyRoute } from '../../lib/api/api-keys-create.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createApiKey } from '../../lib/keys/manage.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/api_keys`. The answer is the only one that shows the key. */
export const handler = endpoint(createApiKeyRoute).handler(async ({ input, caller }) => {
  const { name, scopes } = input.body;
  const { key, secret } = await createApiKey({ table: table(), clock: systemClock }, caller.org, {
    ...(name ? { name } : {}),
    scopes,
    createdBy: caller.by,
  });
  return { ...toApiKeyBody(key), key: secret };
});
