import { deleteWordingRoute } from '../../lib/api/wording.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { removeWording } from '../../lib/messages/wordings.ts';
import { table } from '../../lib/table/client.ts';

/** `DELETE /v1/organisation/wording/{language}`. */
export const handler = endpoint(deleteWordingRoute).handler(async ({ input, caller }) => {
  await removeWording(
    { table: table(), clock: systemClock },
    caller.org,
    input.params.language,
    input.ifMatch,
  );
  return undefined;
});
