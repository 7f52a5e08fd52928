import { deleteSuppressionRoute } from '../../lib/api/suppressions.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { deleteSuppression } from '../../lib/suppressions/manage.ts';
import { table } from '../../lib/table/client.ts';

/** `DELETE /v1/suppressions/{id}`. An opt-out of the person goes only where the caller says that they opted in again. */
export const handler = endpoint(deleteSuppressionRoute).handler(async ({ input, caller }) => {
  const optedIn = input.query.opted_in === 'true';
  await deleteSuppression({ table: table(), clock: systemClock }, caller, input.params.id, { optedIn });
  return undefined;
});
