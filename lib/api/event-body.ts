import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { EventData, EventType, type LinkEvent } from '../table/events.ts';
import { eventText } from './event-text.ts';

/** One thing that happened to a link. */
export const EventBody = z.object({
  id: z.string(),
  object: z.literal('event'),
  type: EventType,
  text: z.string(),
  link_id: z.string(),
  at: z.string(),
  version: z.int(),
  by: z.string(),
  reason: z.nullable(z.string()),
  request_id: z.nullable(z.string()),
  data: EventData,
});
export type EventBody = z.infer<typeof EventBody>;

export function toEventBody(event: LinkEvent): EventBody {
  return {
    id: event.id,
    object: 'event',
    type: event.type,
    text: eventText(event),
    link_id: event.linkId,
    at: toIso(event.at),
    version: event.version,
    by: event.by,
    reason: event.reason ?? null,
    request_id: event.requestId ?? null,
    data: event.data,
  };
}
