import { systemClock } from '../../lib/clock.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { showStop } from '../../lib/pages/stop.ts';
import { table } from '../../lib/table/client.ts';

/** `GET` and `HEAD /p/{code}/stop`: asks whether messages are to stop. No effect at all. */
export const handler = pageEndpoint('GET /p/{code}/stop', (request) =>
  showStop({ table: table(), clock: systemClock }, request),
);
