import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { AppError } from '../errors.ts';
import { noInput, type Route } from '../http/route.ts';
import { type BatchEvent, BatchEventData, BatchEventType } from '../table/batch-events.ts';
import { batchEventText } from './batch-event-text.ts';
import { BatchParams } from './batch-params.ts';

/** One thing that happened to a batch. */
export const BatchEventBody = z.object({
  id: z.string(),
  object: z.literal('event'),
  type: BatchEventType,
  text: z.string(),
  batch_id: z.string(),
  at: z.string(),
  version: z.int(),
  by: z.string(),
  reason: z.nullable(z.string()),
  request_id: z.nullable(z.string()),
  data: BatchEventData,
});
export type BatchEventBody = z.infer<typeof BatchEventBody>;

const EventsQuery = z.strictObject({ page_token: z.optional(z.string().check(z.maxLength(200))) });
type EventsQuery = z.infer<typeof EventsQuery>;

const EventPage = z.object({ data: z.array(BatchEventBody), next_page_token: z.nullable(z.string()) });
type EventPage = z.infer<typeof EventPage>;

/** Most events that one page shows. */
export const MOST_BATCH_EVENTS = 200;

export const listBatchEventsRoute: Route<BatchParams, EventsQuery, object, EventPage> = {
  ...noInput,
  id: 'listBatchEvents',
  method: 'GET',
  path: '/v1/batches/{id}/events',
  tag: 'Batches',
  scope: 'batches',
  summary: "A batch's timeline, oldest first",
  description: 'Of the batch itself; each of its links has a timeline of its own.',
  params: BatchParams,
  query: EventsQuery,
  returns: { statuses: { 200: 'One page of the timeline.' }, body: EventPage },
  errors: ['page_token_invalid'],
};

/** A page token is the id of the page's last event. */
export function readBatchEventToken(token: string | undefined, batchId: string): { after?: string } {
  if (token === undefined) return {};
  if (token.startsWith(`${batchId}.`) && /^\d{1,8}\.\d{1,2}$/.test(token.slice(batchId.length + 1))) {
    return { after: token };
  }
  throw new AppError('page_token_invalid', 'This is no page token of this timeline.');
}

export function toBatchEventBody(event: BatchEvent): BatchEventBody {
  return {
    id: event.id,
    object: 'event',
    type: event.type,
    text: batchEventText(event),
    batch_id: event.batchId,
    at: toIso(event.at),
    version: event.version,
    by: event.by,
    reason: event.reason ?? null,
    request_id: event.requestId ?? null,
    data: event.data,
  };
}
