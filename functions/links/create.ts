import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { createLinkRoute, linkIdOf, toNewLink } from '../../lib/api/links-create.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createLink } from '../../lib/links/create.ts';
import { checkNewLink } from '../../lib/links/new-link.ts';
import { valuesOf } from '../../lib/providers/limits.ts';

/** `POST /v1/links`. Repeating a request with its Idempotency-Key returns the first answer. */
export const handler = endpoint(createLinkRoute).handler(async ({ input, caller, seed, signal }) => {
  const deps = linkDeps(signal);
  const terms = await checkNewLink(deps, caller.org, toNewLink(input.body), valuesOf(input.body));
  return toLinkBody(await createLink(deps, caller, { linkId: linkIdOf(seed), terms }), deps.publicBaseUrl);
});
