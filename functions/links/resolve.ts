import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { resolveLinkRoute, toResolution } from '../../lib/api/links-operations.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { resolveLink } from '../../lib/links/resolve.ts';

/** `POST /v1/links/{id}/resolve`. A person settles a create whose outcome nobody could find out. */
export const handler = endpoint(resolveLinkRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  const link = await resolveLink(deps, caller, input.params.id, toResolution(input.body));
  return toLinkBody(link, deps.publicBaseUrl);
});
