import { systemClock } from '../../lib/clock.ts';
import { goOn } from '../../lib/pages/go-on.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /p/{code}`: records the opening and goes on to the provider's page with 303. */
export const handler = pageEndpoint('POST /p/{code}', (request) =>
  goOn({ table: table(), clock: systemClock }, request),
);
