import { putRemindersRoute, toPutPlan, toRemindersBody } from '../../lib/api/reminders.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { putPlan } from '../../lib/reminders/change.ts';
import { zonesOf } from '../../lib/reminders/zones-of.ts';
import { table } from '../../lib/table/client.ts';

/** `PUT /v1/links/{id}/reminders`. */
export const handler = endpoint(putRemindersRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock };
  const link = await putPlan(deps, caller, input.params.id, toPutPlan(input.body));
  return toRemindersBody(link, await zonesOf(deps.table, link), systemClock.now());
});
