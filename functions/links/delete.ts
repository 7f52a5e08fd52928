import { linkDeps } from '../../lib/api/link-deps.ts';
import { deleteLinkRoute } from '../../lib/api/links-operations.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { deleteLink } from '../../lib/links/delete.ts';

/** `DELETE /v1/links/{id}`. Hides a link for which nothing was paid. */
export const handler = endpoint(deleteLinkRoute).handler(async ({ input, caller, signal }) => {
  await deleteLink(linkDeps(signal), caller, input.params.id);
  return undefined;
});
