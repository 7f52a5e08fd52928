import { listApiKeysRoute, toApiKeyBody } from '../../lib/api/api-keys.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listApiKeys } from '../../lib/table/api-keys.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/api_keys`. */
export const handler = endpoint(listApiKeysRoute).handler(async ({ caller }) => ({
  data: (await listApiKeys(table(), caller.org)).map(toApiKeyBody),
  next_page_token: null,
}));
