import { getRemindersRoute, toRemindersBody } from '../../lib/api/reminders.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { readLink } from '../../lib/links/read.ts';
import { zonesOf } from '../../lib/reminders/zones-of.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/links/{id}/reminders`. */
export const handler = endpoint(getRemindersRoute).handler(async ({ input, caller }) => {
  const link = await readLink({ table: table() }, caller.org, input.params.id);
  return toRemindersBody(link, await zonesOf(table(), link), systemClock.now());
});
