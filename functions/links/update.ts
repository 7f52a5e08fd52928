import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { toLinkChanges, updateLinkRoute } from '../../lib/api/links-update.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { updateLink } from '../../lib/links/update.ts';

/** `PATCH /v1/links/{id}`. Changes a link, at the provider where it lets that be changed. */
export const handler = endpoint(updateLinkRoute).handler(async ({ input, caller, signal }) => {
  const deps = linkDeps(signal);
  const { params, body, ifMatch } = input;
  const changes = toLinkChanges(body);
  const link = await updateLink(deps, caller, params.id, {
    changes,
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
  return toLinkBody(link, deps.publicBaseUrl);
});
