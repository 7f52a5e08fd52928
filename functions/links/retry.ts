import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { retryLinkRoute } from '../../lib/api/links-operations.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { retryLink } from '../../lib/links/retry.ts';

/** `POST /v1/links/{id}/retry`. Creates a failed link once more. */
export const handler = endpoint(retryLinkRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  return toLinkBody(await retryLink(deps, caller, input.params.id), deps.publicBaseUrl);
});
