import { toEventBody } from '../../lib/api/event-body.ts';
import { listLinkEventsRoute, MOST_EVENTS, readEventToken } from '../../lib/api/links-read.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readLink } from '../../lib/links/read.ts';
import { table } from '../../lib/table/client.ts';
import { listEvents } from '../../lib/table/events.ts';

/** `GET /v1/links/{id}/events`. The timeline, oldest first. */
export const handler = endpoint(listLinkEventsRoute).handler(async ({ input, caller }) => {
  const { id } = await readLink({ table: table() }, caller.org, input.params.id);
  const after = readEventToken(input.query.page_token, id);
  const { events, next } = await listEvents(table(), caller.org, id, { limit: MOST_EVENTS, ...after });
  return { data: events.map(toEventBody), next_page_token: next ?? null };
});
