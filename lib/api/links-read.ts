import * as z from 'zod/mini';
import { AppError } from '../errors.ts';
import { noInput, type Route } from '../http/route.ts';
import { EventBody } from './event-body.ts';
import { ExpandedLinkBody } from './expanded-link-body.ts';
import { etagOf } from './link-body.ts';
import { LinkParams } from './link-params.ts';
import { MessageBody } from './message-body.ts';

/** `?expand=messages,events`, also repeated. Which names there are depends on the link's provider. */
const GetLinkQuery = z.strictObject({
  expand: z.optional(
    z.pipe(
      z.union([z.string(), z.array(z.string())]),
      z.pipe(
        z.transform((sent: string | string[]) => [sent].flat().flatMap((names) => names.split(','))),
        z.array(z.string().check(z.regex(/^\w{1,40}$/, 'Names, with commas between them.'))),
      ),
    ),
  ),
});
type GetLinkQuery = z.infer<typeof GetLinkQuery>;

const base = { ...noInput, tag: 'Links', scope: 'links:read', method: 'GET', params: LinkParams } as const;

export const getLinkRoute: Route<LinkParams, GetLinkQuery, object, ExpandedLinkBody> = {
  ...base,
  id: 'getLink',
  path: '/v1/links/{id}',
  summary: 'Read a link',
  description:
    "`expand` takes `messages`, `events`, `connection`, `provider_data`, and the names in `limits.expands` of the link's provider (`GET /v1/providers`). `provider_data`, and any of those names, makes one read at the provider, and what it tells beside what has a name of ours is then in `provider_data`, by the provider's names; it may hold personal data, none of which is kept. Null: the provider does not have the link yet. If the provider cannot answer, the answer is its problem. Nothing else of that read is taken over: `POST /v1/links/{id}/refresh` does that. Without them no call is made.",
  query: GetLinkQuery,
  returns: { statuses: { 200: 'The link.' }, body: ExpandedLinkBody, headers: etagOf },
  errors: ['provider_rejected', 'provider_unavailable', 'provider_bad_response'],
};

/** Most events that one page, or `?expand=events`, shows. */
export const MOST_EVENTS = 200;

const EventsQuery = z.strictObject({ page_token: z.optional(z.string().check(z.maxLength(200))) });
type EventsQuery = z.infer<typeof EventsQuery>;

const EventPage = z.object({ data: z.array(EventBody), next_page_token: z.nullable(z.string()) });
type EventPage = z.infer<typeof EventPage>;

export const listLinkEventsRoute: Route<LinkParams, EventsQuery, object, EventPage> = {
  ...base,
  id: 'listLinkEvents',
  path: '/v1/links/{id}/events',
  summary: "A link's timeline, oldest first",
  query: EventsQuery,
  returns: { statuses: { 200: 'One page of the timeline.' }, body: EventPage },
  errors: ['page_token_invalid'],
};

const MessageList = z.object({ data: z.array(MessageBody), next_page_token: z.null() });
type MessageList = z.infer<typeof MessageList>;

export const listLinkMessagesRoute: Route<LinkParams, object, object, MessageList> = {
  ...base,
  id: 'listLinkMessages',
  path: '/v1/links/{id}/messages',
  summary: "A link's messages, oldest first",
  returns: { statuses: { 200: 'All messages of the link.' }, body: MessageList },
};

export const getLinkQrRoute: Route<LinkParams, object, object, string> = {
  ...base,
  id: 'getLinkQr',
  path: '/v1/links/{id}/qr.svg',
  summary: 'The short url as a QR code',
  returns: { statuses: { 200: 'An SVG image.' }, body: z.string(), contentType: 'image/svg+xml' },
};

/** A page token is the id of the page's last event. */
export function readEventToken(token: string | undefined, linkId: string): { after?: string } {
  if (token === undefined) return {};
  if (token.startsWith(`${linkId}.`) && /^\d{1,8}\.\d{1,2}$/.test(token.slice(linkId.length + 1))) {
    return { after: token };
  }
  throw new AppError('page_token_invalid', 'This is no page token of this timeline.');
}
