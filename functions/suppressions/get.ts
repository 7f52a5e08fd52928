import { getSuppressionRoute, toSuppressionBody } from '../../lib/api/suppressions.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readSuppression } from '../../lib/suppressions/manage.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/suppressions/{id}`. */
export const handler = endpoint(getSuppressionRoute).handler(async ({ input, caller }) =>
  toSuppressionBody(await readSuppression({ table: table() }, caller.org, input.params.id)),
);
