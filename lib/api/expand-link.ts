import type { Link } from '../links/model/link.ts';
import type { Table } from '../table/client.ts';
import { getConnection } from '../table/connections.ts';
import { listEvents } from '../table/events.ts';
import { listMessages } from '../table/messages.ts';
import { toConnectionSummary } from './connection-body.ts';
import { toEventBody } from './event-body.ts';
import type { ExpandedLinkBody } from './expanded-link-body.ts';
import { toLinkBody } from './link-body.ts';
import { type Expand, MOST_EVENTS } from './links-read.ts';
import { toMessageBodies } from './message-body.ts';

/** A link's body with the records that stand beside it; events are the first 200. */
export async function expandLink(
  table: Table,
  link: Link,
  expand: readonly Expand[],
  publicBaseUrl: string,
): Promise<ExpandedLinkBody> {
  const [messages, events, connection] = await Promise.all([
    expand.includes('messages') ? listMessages(table, link.org, link.id) : undefined,
    expand.includes('events') ? listEvents(table, link.org, link.id, { limit: MOST_EVENTS }) : undefined,
    expand.includes('connection') ? getConnection(table, link.org, link.connection) : undefined,
  ]);
  return {
    ...toLinkBody(link, publicBaseUrl),
    ...(messages ? { messages: toMessageBodies(link, messages) } : {}),
    ...(events ? { events: events.events.map(toEventBody) } : {}),
    ...(connection ? { connection: toConnectionSummary(connection) } : {}),
  };
}
