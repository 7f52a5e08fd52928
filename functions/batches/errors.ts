import { getBatchErrorsRoute } from '../../lib/api/batches-read.ts';
import { reportUrl } from '../../lib/batches/report-url.ts';
import { systemClock as clock } from '../../lib/clock.ts';
import { fileSigner } from '../../lib/files/signer.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/batches/{id}/errors.csv`. Leads to the storage, for five minutes. */
export const handler = endpoint(getBatchErrorsRoute).handler(async ({ input, caller }) =>
  reportUrl({ table: table(), clock, signer: fileSigner() }, caller.org, input.params.id, 'errors'),
);
