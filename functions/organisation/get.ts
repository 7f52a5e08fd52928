import { getOrganisationRoute, toOrganisationBody } from '../../lib/api/organisation.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';
import { getOrganisation } from '../../lib/table/organisations.ts';

/** `GET /v1/organisation`. */
export const handler = endpoint(getOrganisationRoute).handler(async ({ caller }) =>
  toOrganisationBody(await getOrganisation(table(), caller.org)),
);
