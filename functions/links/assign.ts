import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { assignLinkRoute, toBooking } from '../../lib/api/links-operations.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { assignLink } from '../../lib/links/assign.ts';

/** `POST /v1/links/{id}/assign`. Assigns a booking, at the provider or kept by us. */
export const handler = endpoint(assignLinkRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  const link = await assignLink(deps, caller, input.params.id, toBooking(input.body));
  return toLinkBody(link, deps.publicBaseUrl);
});
