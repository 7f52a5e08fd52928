import { systemClock } from '../../lib/clock.ts';
import { receiveNotification } from '../../lib/connections/notify.ts';
import { bytesOf } from '../../lib/http/body.ts';
import { stack } from '../../lib/http/stack.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { table } from '../../lib/table/client.ts';

/** Providers give up after a few seconds, and come again. */
const DEADLINE_MS = 8_000;

/** `POST /hooks/{token}`. Facts of a verified notification are queued before it is answered; nothing raw is kept. */
export const handler = stack('POST /hooks/{token}').handler(async (event) => {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const deps = { table: table(), clock: systemClock, queue: wakeQueue, signal };
  const request = { rawBody: bytesOf(event), headers: event.headers };
  const status = await receiveNotification(deps, event.pathParameters?.token ?? '', request);
  return { statusCode: status, headers: { 'cache-control': 'no-store' } };
});
