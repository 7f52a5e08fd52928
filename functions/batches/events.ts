import {
  listBatchEventsRoute,
  MOST_BATCH_EVENTS,
  readBatchEventToken,
  toBatchEventBody,
} from '../../lib/api/batches-events.ts';
import { readBatch } from '../../lib/batches/read.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { listBatchEvents } from '../../lib/table/batch-events.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/batches/{id}/events`. The batch's own timeline, oldest first. */
export const handler = endpoint(listBatchEventsRoute).handler(async ({ input, caller }) => {
  const { id } = await readBatch(table(), caller.org, input.params.id);
  const after = readBatchEventToken(input.query.page_token, id);
  const page = { limit: MOST_BATCH_EVENTS, ...after };
  const { events, next } = await listBatchEvents(table(), caller.org, id, page);
  return { data: events.map(toBatchEventBody), next_page_token: next ?? null };
});
