import { putWordingRoute, toWording, toWordingBody } from '../../lib/api/wording.ts';
import { systemClock } from '../../lib/clock.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { keepWording } from '../../lib/messages/wordings.ts';
import { table } from '../../lib/table/client.ts';

/** `PUT /v1/organisation/wording/{language}`. Creates own wording or replaces it whole. */
export const handler = endpoint(putWordingRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock, publicBaseUrl: env('PUBLIC_BASE_URL') };
  const wording = toWording(input.body);
  return toWordingBody(await keepWording(deps, caller.org, input.params.language, wording, input.ifMatch));
});
