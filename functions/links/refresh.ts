import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { refreshLinkRoute } from '../../lib/api/links-operations.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { refreshLink } from '../../lib/links/refresh.ts';

/** `POST /v1/links/{id}/refresh`. Reads the provider now. */
export const handler = endpoint(refreshLinkRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  return toLinkBody(await refreshLink(deps, caller, input.params.id), deps.publicBaseUrl);
});
