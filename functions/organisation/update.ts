import {
  toOrganisationBody,
  toOrganisationChanges,
  updateOrganisationRoute,
} from '../../lib/api/organisation.ts';
import { systemClock } from '../../lib/clock.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { updateOrganisation } from '../../lib/organisations/update.ts';
import { table } from '../../lib/table/client.ts';

/** `PATCH /v1/organisation`. */
export const handler = endpoint(updateOrganisationRoute).handler(async ({ input, caller }) => {
  const deps = { table: table(), clock: systemClock };
  return toOrganisationBody(await updateOrganisation(deps, caller.org, toOrganisationChanges(input.body)));
});
