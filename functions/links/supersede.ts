import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { linkIdOf, toNewLink } from '../../lib/api/links-create.ts';
import { supersedeLinkRoute, toNewLinkBody } from '../../lib/api/links-supersede.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { checkNewLink } from '../../lib/links/new-link.ts';
import { supersedeLink } from '../../lib/links/supersede.ts';
import { valuesOf } from '../../lib/providers/limits.ts';

/** `POST /v1/links/{id}/supersede`. A new link behind the old short url; the old one is closed. */
export const handler = endpoint(supersedeLinkRoute).handler(async ({ input, caller, seed, signal }) => {
  const deps = linkDeps(signal);
  const link = await supersedeLink(deps, caller, input.params.id, {
    successorId: linkIdOf(seed),
    termsFor: async (old) => {
      const body = toNewLinkBody(old, input.body, deps.clock.now());
      return (await checkNewLink(deps, caller.org, toNewLink(body), valuesOf(body))).terms;
    },
  });
  return toLinkBody(link, deps.publicBaseUrl);
});
