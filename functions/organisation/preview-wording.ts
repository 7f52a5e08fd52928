import { previewWordingRoute, toPreviewBody, toWanted } from '../../lib/api/wording-preview.ts';
import { systemClock } from '../../lib/clock.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { previewText } from '../../lib/messages/preview.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/organisation/wording/preview`. Sends and stores nothing. */
export const handler = endpoint(previewWordingRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock, publicBaseUrl: env('PUBLIC_BASE_URL') };
  return toPreviewBody(await previewText(deps, caller.org, toWanted(input.body)), input.body.kind);
});
