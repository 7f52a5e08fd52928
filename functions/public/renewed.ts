import { systemClock } from '../../lib/clock.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { renewed } from '../../lib/pages/renewed.ts';
import { table } from '../../lib/table/client.ts';

/** `GET` and `HEAD /p/{code}/renew`: what is said after it was asked for. No effect at all. */
export const handler = pageEndpoint('GET /p/{code}/renew', (request) =>
  renewed({ table: table(), clock: systemClock }, request),
);
