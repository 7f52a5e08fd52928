import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { cancelLinkRoute } from '../../lib/api/links-operations.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { cancelLink } from '../../lib/links/cancel.ts';

/** `POST /v1/links/{id}/cancel`. Stops a link, behind our short url always and at the provider where that can be. */
export const handler = endpoint(cancelLinkRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  return toLinkBody(await cancelLink(deps, caller, input.params.id), deps.publicBaseUrl);
});
