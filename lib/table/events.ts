import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { LINK_NEWS } from '../webhooks/model/event-types.ts';
import type { Table } from './client.ts';
import { putEventOnce } from './feed.ts';
import { fromItem, toItem } from './items.ts';
import { eventKey, linkChildren } from './keys.ts';

/** What merchants' systems are told (`docs/openapi.json`), and below it what only the timeline shows. */
export const EventType = z.enum([
  ...LINK_NEWS,
  'link.creating',
  'link.retried',
  'link.active',
  'link.assigned',
  'link.updated',
  'link.deleted',
  'link.checked',
  'link.renewal_asked',
  'link.renewal_failed',
  'message.queued',
  'reminder.failed',
  'reminder.put_off',
  'reminders.changed',
  'reminders.paused',
  'reminders.resumed',
]);
export type EventType = z.infer<typeof EventType>;

/** Already in the words of the API. Ids, states and amounts (minor units); never a name, an address or a number. */
export const EventData = z.object({
  status: z.string(),
  amount: z.int(),
  amount_paid: z.int(),
  currency: z.string(),
  message_id: z.exactOptional(z.string()),
  channel: z.exactOptional(z.string()),
  /** With `message.queued`. */
  channels: z.exactOptional(z.array(z.string())),
  /** With `reminder.…`: the step of the plan, counted from 1. */
  step: z.exactOptional(z.int()),
  /** With `reminder.put_off`: which try at the provider it was, of three. */
  try: z.exactOptional(z.int()),
  /** With `link.exception`. */
  exception: z.exactOptional(z.string()),
  /** With `link.updated`: names of the fields, as the API has them. */
  changed: z.exactOptional(z.array(z.string())),
  /** With `link.checked`: the provider's own word. */
  provider_status: z.exactOptional(z.string()),
  /** With `link.superseded`: the id of the link that took its place. */
  superseded_by: z.exactOptional(z.string()),
  /** With `link.failed`. */
  failure: z.exactOptional(z.string()),
});
export type EventData = z.infer<typeof EventData>;

/** One thing that happened to a link; the timeline is made of them. */
export const LinkEvent = z.object({
  /** `<link id>.<version>.<ordinal>`: the same change of a link is the same event, however often it is told. */
  id: z.string(),
  linkId: z.string(),
  type: EventType,
  /** Epoch ms of the change. */
  at: z.int(),
  /** The version of the link that the change made. */
  version: z.int(),
  /** `key:<id>`, `timer`, `payer`, `provider`, `messages`. */
  by: z.string(),
  /** The merchant's own, of the link: for webhooks. */
  reference: z.exactOptional(z.string()),
  reason: z.exactOptional(z.string()),
  requestId: z.exactOptional(z.string()),
  data: EventData,
});
export type LinkEvent = z.infer<typeof LinkEvent>;

export interface EventPage {
  /** Oldest first. */
  events: LinkEvent[];
  /** Id of the last one, to go on after; absent when these are all there are now. */
  next?: string;
}

/** Keeps an event, once; told again, it changes nothing. `clock`: of whoever publishes it. */
export async function putEvent(
  table: Table,
  org: string,
  event: LinkEvent,
  ordinal: number,
  clock: Clock,
): Promise<void> {
  await putEventOnce(table, clock, org, { ...eventKey(org, event.linkId, event.version, ordinal), ...event });
}

/**
 * A link's events, oldest first; one eventually consistent query. `after` is an event's id; one that is not of this
 * link, or no id at all, begins at the start.
 */
export async function listEvents(
  table: Table,
  org: string,
  linkId: string,
  page: { limit?: number; after?: string } = {},
): Promise<EventPage> {
  const after = page.after === undefined ? undefined : positionOf(org, linkId, page.after);
  const answer = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :events)',
      ExpressionAttributeValues: toItem({ ':pk': linkChildren(org, linkId), ':events': 'E#' }),
      ...(after ? { ExclusiveStartKey: toItem(after) } : {}),
      ...(page.limit ? { Limit: page.limit } : {}),
    }),
  );
  const events = (answer.Items ?? []).map((item) => z.parse(LinkEvent, fromItem(item)));
  const last = events.at(-1);
  return { events, ...(answer.LastEvaluatedKey && last ? { next: last.id } : {}) };
}

function positionOf(org: string, linkId: string, eventId: string) {
  const [id, version, ordinal] = eventId.split('.');
  if (id !== linkId || !/^\d{1,8}$/.test(version ?? '') || !/^\d{1,2}$/.test(ordinal ?? '')) return undefined;
  return { ...eventKey(org, linkId, Number(version), Number(ordinal)) };
}
