import { resumeRemindersRoute, toRemindersBody } from '../../lib/api/reminders.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { resumeReminders } from '../../lib/reminders/change.ts';
import { zonesOf } from '../../lib/reminders/zones-of.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/links/{id}/reminders/resume`. */
export const handler = endpoint(resumeRemindersRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock };
  const link = await resumeReminders(deps, caller, input.params.id);
  return toRemindersBody(link, await zonesOf(deps.table, link), systemClock.now());
});
