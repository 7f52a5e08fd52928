import { toLinkBody } from '../../lib/api/link-body.ts';
import { linkDeps } from '../../lib/api/link-deps.ts';
import { createLinkRoute, linkIdOf, toDuplicateQuestion, toNewLink } from '../../lib/api/links-create.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { createLink } from '../../lib/links/create.ts';
import { openDuplicate } from '../../lib/links/duplicate.ts';
import { checkNewLink } from '../../lib/links/new-link.ts';
import { valuesOf } from '../../lib/providers/limits.ts';

/** `POST /v1/links`. Repeating a request with its Idempotency-Key returns the first answer. */
export const handler = endpoint(createLinkRoute).handler(async ({ input, caller, seed, signal }) => {
  const deps = linkDeps(signal);
  const checked = await checkNewLink(deps, caller.org, toNewLink(input.body), valuesOf(input.body));
  const link =
    (await openDuplicate(deps, caller.org, toDuplicateQuestion(input.body, seed))) ??
    (await createLink(deps, caller, { linkId: linkIdOf(seed), ...checked }));
  return toLinkBody(link, deps.publicBaseUrl);
});
