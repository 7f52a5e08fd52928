import { toConnectionBody } from '../../lib/api/connection-body.ts';
import { rotateNotificationUrlRoute } from '../../lib/api/connections.ts';
import { systemClock } from '../../lib/clock.ts';
import { rotateNotificationUrl } from '../../lib/connections/change.ts';
import { env } from '../../lib/env.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/connections/{id}/rotate_notification_url`. */
export const handler = endpoint(rotateNotificationUrlRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock };
  const connection = await rotateNotificationUrl(deps, caller.org, input.params.id);
  return toConnectionBody(connection, env('PUBLIC_BASE_URL'));
});
