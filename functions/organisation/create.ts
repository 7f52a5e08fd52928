import * as z from 'zod/mini';
import { toOrganisationBody } from '../../lib/api/organisation.ts';
import { NewOrganisationEvent } from '../../lib/api/organisation-create.ts';
import { systemClock } from '../../lib/clock.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { table } from '../../lib/table/client.ts';

/**
 * No route: invoked with IAM (`npm run create:organisation`) with `{ name, timezone?, mode?, admin_key? }`. Gives
 * `{ organisation, api_key: { id, key } }`; the key is shown this once.
 */
export async function handler(event: unknown) {
  const { admin_key, ...wanted } = z.parse(NewOrganisationEvent, event);
  const { organisation, adminKey } = await createOrganisation(
    { table: table(), clock: systemClock },
    { ...wanted, adminKey: admin_key },
  );
  return { organisation: toOrganisationBody(organisation), api_key: adminKey };
}
