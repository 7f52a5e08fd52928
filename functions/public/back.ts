import { systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { env } from '../../lib/env.ts';
import { comeBack } from '../../lib/pages/come-back.ts';
import { pageEndpoint } from '../../lib/pages/page-endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /p/{code}/back/{outcome}`: the payer comes back from the provider's page. */
export const handler = pageEndpoint('GET /p/{code}/back/{outcome}', (request) =>
  comeBack(
    {
      table: table(),
      clock: systemClock,
      publicBaseUrl: env('PUBLIC_BASE_URL'),
      openConnection: connectionOpener({ table: table(), clock: systemClock }),
      // A return gives no hints: it may not send to any queue.
      hints: { messages: async () => {}, wake: async () => {} },
    },
    request,
  ),
);
