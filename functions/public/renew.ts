import { systemClock } from '../../lib/clock.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { renew } from '../../lib/pages/renew.ts';
import { hints } from '../../lib/queues/hints.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /p/{code}/renew`: the payer of a link that is over asks for a new one, to the contact on file. */
export const handler = pageEndpoint('POST /p/{code}/renew', (request) =>
  renew({ table: table(), clock: systemClock, hints }, request),
);
