import { systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { comeBack } from '../../lib/pages/come-back.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /p/{code}/back/{outcome}`: the payer comes back from the provider's page. */
export const handler = pageEndpoint('GET /p/{code}/back/{outcome}', (request) => {
  const deps = { table: table(), clock: systemClock };
  return comeBack({ ...deps, openConnection: connectionOpener(deps) }, request);
});
