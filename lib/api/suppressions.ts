import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { Nothing, noInput, type Route } from '../http/route.ts';
import { Channel } from '../links/model/channel.ts';
import type { SuppressionFilter, SuppressionPage } from '../suppressions/manage.ts';
import { listed, optedOut, SuppressionSource } from '../suppressions/model/grounds.ts';
import { SUPPRESSION_ID, suppressionId } from '../suppressions/suppression-id.ts';
import type { Suppression } from '../table/suppressions.ts';
import { Email } from './person-fields.ts';
import { Phone } from './phone.ts';

const GroundBody = z.object({
  source: SuppressionSource,
  reason: z.nullable(z.string()),
  at: z.string(),
});

/** A contact that must not be messaged on a channel. */
export const SuppressionBody = z.object({
  id: z.string(),
  object: z.literal('suppression'),
  channel: Channel,
  /** Null where an opt-out named a contact that no link has any more. */
  contact: z.nullable(z.string()),
  /** The weightiest of the grounds. */
  source: SuppressionSource,
  reason: z.nullable(z.string()),
  /** The person asked for it: by a page, a reply or a complaint. */
  opted_out: z.boolean(),
  suppressed_at: z.string(),
  grounds: z.array(GroundBody),
});
export type SuppressionBody = z.infer<typeof SuppressionBody>;

const base = { ...noInput, tag: 'Suppressions', path: '/v1/suppressions' } as const;

const SuppressionParams = z.object({ id: z.string().check(z.regex(SUPPRESSION_ID)) });
type SuppressionParams = z.infer<typeof SuppressionParams>;

/** Most that one page shows; more is lowered. */
const MOST_PER_PAGE = 200;

const Contact = z.union([
  z.pipe(
    Phone,
    z.transform((contact: string) => ({ channel: 'sms' as const, contact })),
  ),
  z.pipe(
    Email,
    z.transform((contact: string) => ({ channel: 'email' as const, contact })),
  ),
]);

const ListSuppressionsQuery = z
  .strictObject({
    channel: z.optional(Channel),
    contact: z.optional(
      z.pipe(
        // A plus that was not encoded comes as a blank.
        z.pipe(
          z.string(),
          z.transform((sent: string) => sent.replace(/^ (?=\d)/, '+')),
        ),
        Contact,
      ),
    ),
    page_size: z.optional(
      z.pipe(
        z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'A whole number from 1 on.')),
        z.transform((digits: string) => Math.min(MOST_PER_PAGE, Number(digits))),
      ),
    ),
    page_token: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  })
  .check(
    z.refine(
      ({ channel, contact }) => !channel || !contact || channel === contact.channel,
      'The contact is none of this channel.',
    ),
  );
type ListSuppressionsQuery = z.infer<typeof ListSuppressionsQuery>;

const SuppressionList = z.object({
  data: z.array(SuppressionBody),
  next_page_token: z.nullable(z.string()),
});
type SuppressionList = z.infer<typeof SuppressionList>;

export const listSuppressionsRoute: Route<object, ListSuppressionsQuery, object, SuppressionList> = {
  ...base,
  id: 'listSuppressions',
  method: 'GET',
  summary: 'List who must not be messaged',
  description:
    'In no particular order. With `contact`, a number (`%2B44…`) or an address, the one or none. Only the absence of `next_page_token` ends the list.',
  scope: 'links:read',
  query: ListSuppressionsQuery,
  returns: { statuses: { 200: 'One page.' }, body: SuppressionList },
  errors: ['page_token_invalid'],
};

export const getSuppressionRoute: Route<SuppressionParams, object, object, SuppressionBody> = {
  ...base,
  id: 'getSuppression',
  method: 'GET',
  path: '/v1/suppressions/{id}',
  summary: 'Read why a contact must not be messaged',
  scope: 'links:read',
  params: SuppressionParams,
  returns: { statuses: { 200: 'The suppression.' }, body: SuppressionBody },
};

const DeleteSuppressionQuery = z.strictObject({ opted_in: z.optional(z.enum(['true', 'false'])) });
type DeleteSuppressionQuery = z.infer<typeof DeleteSuppressionQuery>;

export const deleteSuppressionRoute: Route<SuppressionParams, DeleteSuppressionQuery, object, undefined> = {
  ...base,
  id: 'deleteSuppression',
  method: 'DELETE',
  path: '/v1/suppressions/{id}',
  summary: 'Let a contact be messaged again',
  description:
    'Lifts every ground. Where the person has opted out (`opted_out`) it answers 409 `recipient_suppressed`, unless `opted_in=true` says that they have asked for messages again. Needs the scope `admin`.',
  scope: 'admin',
  params: SuppressionParams,
  query: DeleteSuppressionQuery,
  returns: { statuses: { 204: 'It may be messaged again.' }, body: Nothing },
  errors: ['recipient_suppressed'],
};

export function toSuppressionBody(suppression: Suppression): SuppressionBody {
  const grounds = listed(suppression.grounds).map(({ source, reason, at }) => ({
    source,
    reason: reason ?? null,
    at: toIso(at),
  }));
  const [first] = grounds;
  if (!first) throw new Error('a suppression stands on something');
  return {
    id: suppressionId(suppression),
    object: 'suppression',
    channel: suppression.channel,
    contact: suppression.contact ?? null,
    source: first.source,
    reason: first.reason,
    opted_out: optedOut(suppression.grounds),
    suppressed_at: grounds.map(({ at }) => at).sort()[0] ?? first.at,
    grounds,
  };
}

export function toSuppressionListing({ channel, contact, page_size, page_token }: ListSuppressionsQuery): {
  filter: SuppressionFilter;
  page: SuppressionPage;
} {
  return { filter: { channel, contact }, page: { size: page_size ?? 50, token: page_token } };
}
