import * as z from 'zod/mini';
import { ApiKeySecret } from '../keys/api-key.ts';
import { Mode } from '../organisations/organisation.ts';
import { text } from './fields.ts';
import { Timezone } from './person-fields.ts';

/** What the function that makes an organisation is invoked with; it has no route. */
export const NewOrganisationEvent = z.strictObject({
  name: text(100),
  timezone: z.optional(Timezone),
  mode: z.optional(Mode),
  admin_key: z.optional(ApiKeySecret),
});
