import { toLinkBody } from '../../lib/api/link-body.ts';
import { toLinkChanges, updateLinkRoute } from '../../lib/api/links-update.ts';
import { systemClock } from '../../lib/clock.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { updateLink } from '../../lib/links/update.ts';
import { table } from '../../lib/table/client.ts';

/** `PATCH /v1/links/{id}`. Changes our own fields of a link. */
export const handler = endpoint(updateLinkRoute).handler(async ({ input, caller }) => {
  const { params, body, ifMatch } = input;
  const link = await updateLink({ table: table(), clock: systemClock }, caller, params.id, {
    changes: toLinkChanges(body),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
  return toLinkBody(link, env('PUBLIC_BASE_URL'));
});
