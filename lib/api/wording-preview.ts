import * as z from 'zod/mini';
import { AppError, type FieldIssue } from '../errors.ts';
import { noInput, type Route } from '../http/route.ts';
import { Channel } from '../links/model/channel.ts';
import { TextKind } from '../messages/model/wording.ts';
import type { Draft, Preview, Sample, Wanted } from '../messages/preview.ts';
import { smsSize } from '../messages/sms-size.ts';
import { CalendarDate, Instant, LinkId, maybe, text } from './fields.ts';
import { Amount, Currency } from './link-fields.ts';
import { Language } from './person-fields.ts';
import { EMAIL_BUTTON, EMAIL_SUBJECT, EMAIL_TEXT } from './wording-fields.ts';

/** Of a link that there is not. What is left out is made up, null is without a value. */
const SampleInput = z.strictObject({
  sender: maybe(text(100)),
  name: maybe(text(140)),
  amount: z.optional(Amount),
  currency: z.optional(Currency),
  amount_paid: maybe(z.int().check(z.minimum(0), z.maximum(999_999_999_999))),
  description: maybe(text(250)),
  reference: maybe(text(100)),
  due_on: maybe(CalendarDate),
  expires_at: z.optional(Instant),
});
type SampleInput = z.infer<typeof SampleInput>;

export const PreviewInput = z.strictObject({
  channel: Channel,
  kind: TextKind,
  language: maybe(Language),
  wording: maybe(
    z.strictObject({ subject: maybe(EMAIL_SUBJECT), text: EMAIL_TEXT, button: maybe(EMAIL_BUTTON) }),
  ),
  link_id: maybe(LinkId),
  sample: maybe(SampleInput),
});
type PreviewInput = z.infer<typeof PreviewInput>;

const about = {
  object: z.literal('wording_preview'),
  kind: TextKind,
  language: z.string(),
  own: z.boolean(),
};

const SmsPreview = z.object({
  ...about,
  channel: z.literal('sms'),
  text: z.string(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  characters: z.int(),
  units: z.int(),
  segments: z.int(),
  forcing_ucs2: z.array(z.string()),
});

const EmailPreview = z.object({
  ...about,
  channel: z.literal('email'),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

export const PreviewBody = z.union([SmsPreview, EmailPreview]);
type PreviewBody = z.infer<typeof PreviewBody>;

export const previewWordingRoute: Route<object, object, PreviewInput, PreviewBody> = {
  ...noInput,
  tag: 'Organisation',
  path: '/v1/organisation/wording/preview',
  id: 'previewWording',
  method: 'POST',
  summary: 'See what a message says',
  description:
    'Sends and stores nothing. With `wording` that text is tried, held against the same rules as when it is kept; without, it is what a message in that language has now. It is about the link `link_id`, or about a made-up one (`sample`).',
  scope: 'links:read',
  body: PreviewInput,
  bodyOptional: false,
  returns: { statuses: { 200: 'The text as it would be sent.' }, body: PreviewBody },
  errors: ['not_found'],
};

export function toWanted({ kind, language, link_id, sample, ...input }: PreviewInput): Wanted {
  if (link_id && sample) {
    throw refused([
      { pointer: '/sample', code: 'not_allowed', detail: 'Either a link or a sample, not both.' },
    ]);
  }
  return {
    ...toDraft(input),
    kind,
    language: language ?? undefined,
    about: link_id ? { linkId: link_id } : { sample: toSample(sample ?? {}) },
  };
}

function toDraft({ channel, wording }: Pick<PreviewInput, 'channel' | 'wording'>): Draft {
  if (!wording) return { channel };
  const { subject, text: words, button } = wording;
  if (channel === 'email') {
    if (!subject)
      throw refused([{ pointer: '/wording/subject', code: 'required', detail: 'This field is required.' }]);
    return { channel, words: { subject, text: words, ...(button ? { button } : {}) } };
  }
  const foreign = Object.entries({ subject, button }).filter(([, value]) => value);
  if (foreign.length > 0) {
    throw refused(
      foreign.map(([name]) => ({
        pointer: `/wording/${name}`,
        code: 'unknown_field',
        detail: 'An SMS has no such field.',
      })),
    );
  }
  return { channel, words: { text: words } };
}

function toSample(input: SampleInput): Sample {
  return {
    sender: input.sender ?? undefined,
    name: made(input.name, 'Ada Byron'),
    amount: input.amount ?? 12_500,
    currency: input.currency ?? 'GBP',
    amountPaid: input.amount_paid === null ? 'unknown' : (input.amount_paid ?? 0),
    description: made(input.description, 'Deposit for Bali'),
    reference: made(input.reference, 'INV-1001'),
    dueOn: made(input.due_on, '2026-12-10'),
    expiresAt: input.expires_at === undefined ? undefined : Date.parse(input.expires_at),
  };
}

function made(sent: string | null | undefined, otherwise: string): string | undefined {
  return sent === undefined ? otherwise : (sent ?? undefined);
}

export function toPreviewBody({ language, own, text: message }: Preview, kind: TextKind): PreviewBody {
  const common = { object: 'wording_preview', kind, language, own } as const;
  if (message.channel === 'email') return { ...common, ...message };
  const { encoding, units, segments, forcingUcs2 } = smsSize(message.text);
  return {
    ...common,
    ...message,
    encoding,
    characters: [...message.text].length,
    units,
    segments,
    forcing_ucs2: forcingUcs2,
  };
}

function refused(errors: readonly FieldIssue[]): AppError {
  return new AppError('validation_error', {
    detail: 'One or more fields are not valid; see errors.',
    errors,
  });
}
