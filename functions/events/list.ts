import { listEventsRoute, toFeedBody, toFeedRequest } from '../../lib/api/feed.ts';
import { systemClock } from '../../lib/clock.ts';
import { readFeed } from '../../lib/events/read-feed.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/events`. What the organisation was told of, to catch up from. */
export const handler = endpoint(listEventsRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock };
  return toFeedBody(await readFeed(deps, caller.org, toFeedRequest(input.query, caller.scopes)));
});
