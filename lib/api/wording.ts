import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { Nothing, noInput, type Route } from '../http/route.ts';
import type { EmailWording, OwnWording, Wording } from '../messages/model/wording.ts';
import { maybe } from './fields.ts';
import { etagOf } from './link-body.ts';
import { EMAIL_BUTTON, EMAIL_SUBJECT, EMAIL_TEXT, SMS_TEXT, WordingLanguage } from './wording-fields.ts';

const SmsInput = z.strictObject({ text: SMS_TEXT });
const EmailInput = z.strictObject({
  subject: EMAIL_SUBJECT,
  text: EMAIL_TEXT,
  button: maybe(EMAIL_BUTTON),
});

export const WordingInput = z
  .strictObject({
    sms: maybe(z.strictObject({ first: maybe(SmsInput), reminder: maybe(SmsInput) })),
    email: maybe(z.strictObject({ first: maybe(EmailInput), reminder: maybe(EmailInput) })),
  })
  .check(
    z.refine(({ sms, email }) => Boolean(sms?.first || sms?.reminder || email?.first || email?.reminder), {
      error: 'At least one text.',
    }),
  );
type WordingInput = z.infer<typeof WordingInput>;

const SmsBody = z.nullable(z.object({ text: z.string() }));
const EmailBody = z.nullable(
  z.object({ subject: z.string(), text: z.string(), button: z.nullable(z.string()) }),
);

/** Own words in one language. */
export const WordingBody = z.object({
  object: z.literal('wording'),
  language: z.string(),
  sms: z.object({ first: SmsBody, reminder: SmsBody }),
  email: z.object({ first: EmailBody, reminder: EmailBody }),
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
});
type WordingBody = z.infer<typeof WordingBody>;

const WordingParams = z.object({ language: WordingLanguage });
type WordingParams = z.infer<typeof WordingParams>;

const base = { ...noInput, tag: 'Organisation', path: '/v1/organisation/wording/{language}' } as const;
const theWording = { statuses: { 200: 'The wording.' }, body: WordingBody, headers: etagOf } as const;

const WordingList = z.object({ data: z.array(WordingBody), next_page_token: z.null() });
type WordingList = z.infer<typeof WordingList>;

export const listWordingsRoute: Route<object, object, object, WordingList> = {
  ...base,
  id: 'listWordings',
  method: 'GET',
  path: '/v1/organisation/wording',
  summary: 'Own wording in all languages',
  scope: 'links:read',
  returns: { statuses: { 200: 'Every language with own wording.' }, body: WordingList },
};

export const getWordingRoute: Route<WordingParams, object, object, WordingBody> = {
  ...base,
  id: 'getWording',
  method: 'GET',
  summary: 'Own wording in one language',
  scope: 'links:read',
  params: WordingParams,
  returns: theWording,
};

export const putWordingRoute: Route<WordingParams, object, WordingInput, WordingBody> = {
  ...base,
  id: 'putWording',
  method: 'PUT',
  summary: 'Create or replace own wording in one language',
  description:
    "Messages to customers of that language say it from now on. Texts that are left out come from the organisation's `default_language`, else they are ours. Placeholders: `{{sender}}`, `{{name}}`, `{{amount}}`, `{{remaining}}`, `{{description}}`, `{{reference}}`, `{{due_on}}`, `{{expires}}`, `{{expires_on}}`, `{{url}}`; a part in `[[…]]` goes where one of its placeholders has no value. An SMS has at most three segments.",
  scope: 'admin',
  ifMatch: true,
  params: WordingParams,
  badParams: 'validation_error',
  body: WordingInput,
  bodyOptional: false,
  returns: {
    ...theWording,
    statuses: { 200: 'It was replaced.', 201: 'It was created.' },
    statusOf: ({ version }) => (version === 1 ? 201 : 200),
  },
  errors: ['operation_in_progress', 'version_conflict'],
};

export const deleteWordingRoute: Route<WordingParams, object, object, undefined> = {
  ...base,
  id: 'deleteWording',
  method: 'DELETE',
  summary: 'Remove own wording in one language',
  scope: 'admin',
  ifMatch: true,
  params: WordingParams,
  returns: { statuses: { 204: 'It is gone.' }, body: Nothing },
  errors: ['operation_in_progress', 'version_conflict'],
};

export function toWordingBody({ language, sms, email, ...own }: OwnWording): WordingBody {
  return {
    object: 'wording',
    language,
    sms: { first: sms?.first ?? null, reminder: sms?.reminder ?? null },
    email: { first: toEmailBody(email?.first), reminder: toEmailBody(email?.reminder) },
    version: own.version,
    created_at: toIso(own.createdAt),
    updated_at: toIso(own.updatedAt),
  };
}

export function toWording({ sms, email }: WordingInput): Wording {
  const first = email?.first && toEmailWording(email.first);
  const reminder = email?.reminder && toEmailWording(email.reminder);
  return {
    ...(sms?.first || sms?.reminder
      ? {
          sms: {
            ...(sms.first ? { first: sms.first } : {}),
            ...(sms.reminder ? { reminder: sms.reminder } : {}),
          },
        }
      : {}),
    ...(first || reminder
      ? { email: { ...(first ? { first } : {}), ...(reminder ? { reminder } : {}) } }
      : {}),
  };
}

function toEmailWording({ subject, text, button }: z.infer<typeof EmailInput>): EmailWording {
  return { subject, text, ...(button ? { button } : {}) };
}

function toEmailBody(email: EmailWording | undefined) {
  return email ? { subject: email.subject, text: email.text, button: email.button ?? null } : null;
}
