import type { LinkDeps } from '../links/deps.ts';
import { expandAtProvider } from '../links/expand.ts';
import type { Link } from '../links/model/link.ts';
import { getConnection } from '../table/connections.ts';
import { listEvents } from '../table/events.ts';
import { listMessages } from '../table/messages.ts';
import { toConnectionSummary } from './connection-body.ts';
import { toEventBody } from './event-body.ts';
import type { ExpandedLinkBody } from './expanded-link-body.ts';
import { toLinkBody } from './link-body.ts';
import { MOST_EVENTS } from './links-read.ts';
import { toMessageBodies } from './message-body.ts';
import { toProviderData } from './provider-link-body.ts';

type ExpandDeps = Pick<LinkDeps, 'table' | 'clock' | 'signal' | 'openConnection' | 'publicBaseUrl'>;

/** A link's body with the records that stand beside it, and what its provider tells; events are the first 200. */
export async function expandLink(
  deps: ExpandDeps,
  link: Link,
  expand: readonly string[],
): Promise<ExpandedLinkBody> {
  const { table } = deps;
  const seen = await expandAtProvider(deps, link, expand);
  const [messages, events, connection] = await Promise.all([
    expand.includes('messages') ? listMessages(table, link.org, link.id) : undefined,
    expand.includes('events') ? listEvents(table, link.org, link.id, { limit: MOST_EVENTS }) : undefined,
    expand.includes('connection') ? getConnection(table, link.org, link.connection) : undefined,
  ]);
  return {
    ...toLinkBody(link, deps.publicBaseUrl),
    ...(messages ? { messages: toMessageBodies(link, messages) } : {}),
    ...(events ? { events: events.events.map(toEventBody) } : {}),
    ...(seen === undefined ? {} : { provider_data: seen && toProviderData(seen) }),
    ...(connection ? { connection: toConnectionSummary(connection) } : {}),
  };
}
