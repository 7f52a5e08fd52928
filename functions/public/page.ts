import { systemClock } from '../../lib/clock.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { show } from '../../lib/pages/show.ts';
import { table } from '../../lib/table/client.ts';

/** `GET` and `HEAD /p/{code}`: who asks, how much, for what. No effect at all, whatever scanner comes. */
export const handler = pageEndpoint('GET /p/{code}', (request) =>
  show({ table: table(), clock: systemClock }, request),
);
