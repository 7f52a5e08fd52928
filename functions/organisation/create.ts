import * as z from 'zod/mini';
import { toOrganisationBody } from '../../lib/api/organisation.ts';
import { systemClock } from '../../lib/clock.ts';
import { createOrganisation, NewOrganisation } from '../../lib/organisations/create.ts';
import { table } from '../../lib/table/client.ts';

/**
 * No route: invoked with IAM (`npm run create:organisation`) with `{ name, timezone?, mode?, admin_key? }`. Gives
 * `{ organisation, api_key: { id, key } }`; the key is shown this once.
 */
export async function handler(event: unknown) {
  const wanted = z.parse(NewOrganisation, event);
  const { organisation, adminKey } = await createOrganisation({ table: table(), clock: systemClock }, wanted);
  return { organisation: toOrganisationBody(organisation), api_key: adminKey };
}
