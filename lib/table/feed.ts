import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { inTurn } from '../in-turn.ts';
import { ToldEvent } from '../webhooks/model/delivery.ts';
import { WebhookEventType } from '../webhooks/model/event-types.ts';
import type { Table } from './client.ts';
import { fromItem, refusedBy, toItem } from './items.ts';
import { feedDay, feedInstant, feedPlace, type Key } from './keys.ts';

/**
 * How long after its publication an event is shown in the feed, so that none comes in behind a place that a reader has passed.
 * It covers all tries of one put (7.5 s from the first one's instant), what the index takes to show what was written (usually
 * much less than a second), and by how much the clocks of publishers and readers differ (milliseconds on Lambda).
 */
export const HOLD_BACK_MS = 10_000;

/** A put is given up after so long, with its connection, and begun again with the instant of then. */
export const PUT_MS = 2_500;
const PUTS = 3;

/** Fewer than the client has connections: a put gets its instant when it can be sent, not when it begins to wait for others. */
const SIDE_BY_SIDE = 40;
const turn = inTurn(SIDE_BY_SIDE);

const TOLD: ReadonlySet<string> = new Set(WebhookEventType.options);

/**
 * Keeps an event, once; told again, it changes nothing. What merchants are told of gets its place in the feed, which is that of
 * its publication: it is behind everything that a reader can have seen, however late it comes. Each try has a place of its own:
 * one whose answer stayed out has either been carried out by the time of the next, which is then refused, or never will be.
 */
export async function putEventOnce(
  table: Table,
  clock: Clock,
  org: string,
  event: Key & { id: string; type: string },
): Promise<void> {
  for (let put = 1; ; put++) {
    const outcome = await turn(table.name, () => tryToPut(table, clock, org, event));
    if (outcome === 'kept') return;
    if (put === PUTS) throw outcome.unanswered;
  }
}

async function tryToPut(
  table: Table,
  clock: Clock,
  org: string,
  event: Key & { id: string; type: string },
): Promise<'kept' | { unanswered: unknown }> {
  const abortSignal = AbortSignal.timeout(PUT_MS);
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: toItem({ ...event, ...placeOf(org, event, clock.now()) }),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
      { abortSignal },
    );
  } catch (error) {
    if (abortSignal.aborted) return { unanswered: error };
    refusedBy(error);
  }
  return 'kept';
}

function placeOf(org: string, { id, type }: { id: string; type: string }, publishedAt: number) {
  if (!TOLD.has(type)) return {};
  return { feed_key: feedDay(org, publishedAt), feed_at: feedPlace(id, publishedAt) };
}

const Placed = z.object({ feed_at: z.string() });

export interface FeedDay {
  /** In the order of the feed. */
  entries: { place: string; event: ToldEvent }[];
  /** The day has more of them. */
  more: boolean;
}

/**
 * What an organisation was told of behind a place and before an instant, of the day of that place; one query of the index, which is
 * always eventually consistent. `before` must be later than the place.
 */
export async function pageOfFeed(
  table: Table,
  org: string,
  { after, before, limit }: { after: string; before: number; limit: number },
): Promise<FeedDay> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: 'feed',
      KeyConditionExpression: 'feed_key = :day AND feed_at BETWEEN :from AND :to',
      ExpressionAttributeValues: toItem({
        ':day': feedDay(org, instantOfPlace(after) ?? 0),
        // No place goes on with a character this low, and none is an instant alone: both ends stand between places.
        ':from': `${after}!`,
        ':to': feedInstant(before),
      }),
      Limit: limit,
    }),
  );
  const entries = Items.map(fromItem).map((item) => ({
    place: z.parse(Placed, item).feed_at,
    event: z.parse(ToldEvent, item),
  }));
  return { entries, more: LastEvaluatedKey !== undefined };
}

/** The instant of a place, or of what `feedInstant` gave; `undefined` for what is neither. */
export function instantOfPlace(place: string): number | undefined {
  const known = /^(\d{15})(?:#\w{1,40}\.\d{8}\.\d{2})?$/.exec(place);
  return known ? Number(known[1]) : undefined;
}
