import * as z from 'zod/mini';
import { AppError } from '../errors.ts';
import type { FeedPage, FeedRequest } from '../events/read-feed.ts';
import { noInput, type Route } from '../http/route.ts';
import { allows, type Scope } from '../keys/api-key.ts';
import { BatchEventData } from '../table/batch-events.ts';
import { EventData } from '../table/events.ts';
import { WebhookEventType } from '../webhooks/model/event-types.ts';
import { payloadOf } from '../webhooks/payload.ts';
import { InstantMs, PageSize } from './list-query.ts';

/** Of a link or of a batch: what of it there is depends on the type. */
const ToldDataBody = z.extend(z.partial(z.extend(EventData, BatchEventData.shape)), {
  event_id: z.string(),
  link_id: z.exactOptional(z.string()),
  reference: z.exactOptional(z.nullable(z.string())),
  batch_id: z.exactOptional(z.string()),
  version: z.int(),
  status: z.string(),
  reason: z.exactOptional(z.string()),
});

/** What merchants are told of, in the very shape of a webhook's body. */
export const ToldEventBody = z.object({ type: WebhookEventType, timestamp: z.string(), data: ToldDataBody });
export type ToldEventBody = z.infer<typeof ToldEventBody>;

const Types = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.pipe(
    z.transform((sent: string | string[]) => [...new Set([sent].flat())]),
    z.array(WebhookEventType),
  ),
);

const ListEventsQuery = z
  .strictObject({
    after: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
    from: z.optional(InstantMs),
    type: z.optional(Types),
    page_size: z.optional(PageSize),
  })
  .check(
    z.refine(
      ({ after, from }) => after === undefined || from === undefined,
      '`from` is for a first call: a cursor says where to go on.',
    ),
  );
type ListEventsQuery = z.infer<typeof ListEventsQuery>;

const FeedBody = z.object({ data: z.array(ToldEventBody), next_after: z.string(), has_more: z.boolean() });
type FeedBody = z.infer<typeof FeedBody>;

/** Most that one page shows; more is lowered. */
const MOST_PER_PAGE = 200;

export const listEventsRoute: Route<object, ListEventsQuery, object, FeedBody> = {
  ...noInput,
  id: 'listEvents',
  method: 'GET',
  path: '/v1/events',
  tag: 'Events',
  scope: 'links:read',
  summary: 'What has happened, to catch up from: each event once, in the order of publication',
  description:
    'Events as webhooks have them, also those of types that no endpoint takes. Keep `next_after`, which every page has, the empty one too, and go on with it as `after`: at once while `has_more`, else whenever you like. An event is shown 10 seconds after its publication, and one that is published late comes last: nothing appears behind a cursor. Without `after` the feed begins at `from` (events that were published since), or 24 hours ago. A cursor belongs to the organisation and to the types that it came with. Events of batches are shown to keys with the scope `batches`.',
  query: ListEventsQuery,
  returns: { statuses: { 200: 'One page of events.' }, body: FeedBody },
  errors: ['page_token_invalid'],
};

/** The query in the words of the domain; which types a caller is shown is said by the key. Throws `forbidden`. */
export function toFeedRequest(
  { after, from, type, page_size }: ListEventsQuery,
  scopes: readonly Scope[],
): FeedRequest {
  const seesBatches = allows(scopes, 'batches');
  const types = (type ?? WebhookEventType.options).filter((one) => seesBatches || !isOfBatch(one));
  if (type && types.length < type.length) {
    throw new AppError('forbidden', 'Events of batches need an API key with the scope batches.');
  }
  return { types, size: Math.min(MOST_PER_PAGE, page_size ?? 50), after, from };
}

export function toFeedBody({ events, next, more }: FeedPage): FeedBody {
  return {
    data: events.map((event) => z.parse(ToldEventBody, payloadOf(event))),
    next_after: next,
    has_more: more,
  };
}

function isOfBatch(type: WebhookEventType): boolean {
  return type.startsWith('batch.');
}
