import { listBatchRowsRoute, toBatchRowBody, toRowPage } from '../../lib/api/batches-rows.ts';
import { listRows } from '../../lib/batches/list-rows.ts';
import { files } from '../../lib/files/client.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/batches/{id}/rows`. In the order of the file, all or of one state. */
export const handler = endpoint(listBatchRowsRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), files: files() };
  const { rows, nextToken } = await listRows(deps, caller.org, input.params.id, toRowPage(input.query));
  return { data: rows.map(toBatchRowBody), next_page_token: nextToken };
});
