import { toListedBatchBody } from '../../lib/api/batch-body.ts';
import { listBatchesRoute, toBatchListing } from '../../lib/api/batches-read.ts';
import { listBatches } from '../../lib/batches/list.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/batches`. Newest first, with their counts. */
export const handler = endpoint(listBatchesRoute).handler(async ({ input, caller }) => {
  const page = toBatchListing(input.query);
  const { batches, nextToken } = await listBatches({ table: table() }, caller.org, page);
  const now = systemClock.now();
  return { data: batches.map((shown) => toListedBatchBody(shown, now)), next_page_token: nextToken };
});
