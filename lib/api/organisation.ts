import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { noInput, type Route } from '../http/route.ts';
import { Mode, type Organisation } from '../organisations/organisation.ts';
import type { OrganisationChanges } from '../organisations/update.ts';
import { maybe, Slug, text } from './fields.ts';
import { Email, Timezone } from './person-fields.ts';
import { RemindersChoiceBody, RemindersInput, toRemindersChoice } from './plan.ts';
import { WordingLanguage } from './wording-fields.ts';

const OrganisationBody = z.object({
  id: z.string(),
  object: z.literal('organisation'),
  name: z.string(),
  mode: Mode,
  timezone: z.string(),
  sender_name: z.nullable(z.string()),
  default_connection: z.nullable(z.string()),
  /** Of links that ask for the default plan. */
  reminders: RemindersChoiceBody,
  short_urls: z.object({ renewal: z.enum(['on', 'off']) }),
  default_language: z.nullable(z.string()),
  alert_email: z.nullable(z.string()),
  wording_languages: z.array(z.string()),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});
type OrganisationBody = z.infer<typeof OrganisationBody>;

const OrganisationChangesBody = z.strictObject({
  name: z.optional(text(100)),
  timezone: z.optional(Timezone),
  sender_name: maybe(text(40)),
  default_connection: maybe(Slug),
  reminders: maybe(RemindersInput),
  short_urls: maybe(z.strictObject({ renewal: maybe(z.enum(['on', 'off'])) })),
  default_language: maybe(WordingLanguage),
  alert_email: maybe(Email),
});
type OrganisationChangesBody = z.infer<typeof OrganisationChangesBody>;

const base = { ...noInput, tag: 'Organisation', path: '/v1/organisation' } as const;
const theOrganisation = { statuses: { 200: 'The organisation.' }, body: OrganisationBody } as const;

export const getOrganisationRoute: Route<object, object, object, OrganisationBody> = {
  ...base,
  id: 'getOrganisation',
  method: 'GET',
  summary: 'Read the organisation of the key',
  scope: 'links:read',
  returns: theOrganisation,
};

export const updateOrganisationRoute: Route<object, object, OrganisationChangesBody, OrganisationBody> = {
  ...base,
  id: 'updateOrganisation',
  method: 'PATCH',
  summary: 'Change the organisation',
  description:
    'Missing members stay, null removes. `short_urls.renewal` (off unless put on): whether the page of a link that is over lets its payer have a new one sent to the contact on file. `alert_email`: who is told when webhooks stay out.',
  scope: 'admin',
  body: OrganisationChangesBody,
  bodyOptional: false,
  returns: theOrganisation,
  errors: ['operation_in_progress'],
};

export function toOrganisationBody(organisation: Organisation): OrganisationBody {
  return {
    id: organisation.id,
    object: 'organisation',
    name: organisation.name,
    mode: organisation.mode,
    timezone: organisation.timezone,
    sender_name: organisation.senderName ?? null,
    default_connection: organisation.defaultConnection ?? null,
    reminders: organisation.reminders ?? 'default',
    short_urls: { renewal: organisation.renewal ?? 'off' },
    default_language: organisation.defaultLanguage ?? null,
    alert_email: organisation.alertEmail ?? null,
    wording_languages: Object.keys(organisation.wordings ?? {}).sort(),
    version: organisation.version,
    created_at: toIso(organisation.createdAt),
    updated_at: toIso(organisation.updatedAt),
  };
}

export function toOrganisationChanges(body: OrganisationChangesBody): OrganisationChanges {
  const {
    name,
    timezone,
    sender_name,
    default_connection,
    default_language,
    reminders,
    short_urls,
    alert_email,
  } = body;
  // Null takes away what was said: it is off again.
  const switched = short_urls === null || short_urls?.renewal === null ? 'off' : short_urls?.renewal;
  return {
    ...(name === undefined ? {} : { name }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(sender_name === undefined ? {} : { senderName: sender_name }),
    ...(default_connection === undefined ? {} : { defaultConnection: default_connection }),
    ...(reminders === undefined ? {} : { reminders: toRemindersChoice(reminders ?? 'default') }),
    ...(switched === undefined ? {} : { renewal: switched }),
    ...(alert_email === undefined ? {} : { alertEmail: alert_email }),
    ...(default_language === undefined ? {} : { defaultLanguage: default_language }),
  };
}
