import { listProvidersRoute, toProviderBody } from '../../lib/api/providers.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { providers } from '../../lib/providers/registry.ts';

/** `GET /v1/providers`. Capabilities and limits, from the objects that the core itself goes by. */
export const handler = endpoint(listProvidersRoute).handler(async () => ({
  data: providers.map(toProviderBody),
  next_page_token: null,
}));
