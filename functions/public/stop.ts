import { systemClock } from '../../lib/clock.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { stopMessages } from '../../lib/pages/stop.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /p/{code}/stop`: the person wants no more messages. It grants nothing but silence, so it asks for no proof. */
export const handler = pageEndpoint('POST /p/{code}/stop', (request) =>
  stopMessages({ table: table(), clock: systemClock }, request),
);
