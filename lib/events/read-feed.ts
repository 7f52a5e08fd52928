import type { Clock } from '../clock.ts';
import type { Table } from '../table/client.ts';
import { HOLD_BACK_MS, instantOfPlace, pageOfFeed } from '../table/feed.ts';
import { feedInstant } from '../table/keys.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { ToldEvent } from '../webhooks/model/delivery.ts';
import { readCursor, writeCursor } from './feed-cursor.ts';

export interface FeedRequest {
  /** What is shown; events of other types are passed over. */
  types: readonly string[];
  /** Most events of the page. */
  size: number;
  /** A cursor that an earlier page gave; it goes before `from`. */
  after?: string | undefined;
  /** Epoch ms: what was published since. 24 hours ago when absent. */
  from?: number | undefined;
}

export interface FeedPage {
  /** In the order of the feed. */
  events: ToldEvent[];
  /** A cursor behind all that was looked at: to go on with, also from an empty page. */
  next: string;
  /** Something may be there to be read at once. */
  more: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What one page looks at: it may therefore be short or empty and still not be the last. */
const MOST_EVENTS = 1_000;
const MOST_DAYS = 31;

/**
 * What an organisation was told of, in the order in which it was published, up to 10 seconds ago. Each event once: a place that was
 * read is passed by none that comes later. Throws `page_token_invalid`.
 */
export async function readFeed(
  { table, clock }: { table: Table; clock: Clock },
  org: string,
  { types, size, after, from }: FeedRequest,
): Promise<FeedPage> {
  const of = { org, types };
  const now = clock.now();
  const before = now - HOLD_BACK_MS;
  let place = after === undefined ? await beginning(table, org, now, from) : readCursor(after, of);
  let next = place;
  const events: ToldEvent[] = [];
  const page = (more: boolean): FeedPage => ({ events, next: writeCursor(next, of), more });

  const wanted = new Set(types);
  let looked = 0;
  let days = 0;
  while (place < feedInstant(before)) {
    if (looked >= MOST_EVENTS || days >= MOST_DAYS || events.length >= size) return page(true);
    // As many as are wanted, and for each round of others twice as many as before.
    const limit = Math.min(MOST_EVENTS - looked, Math.max(looked, size));
    const found = await pageOfFeed(table, org, { after: place, before, limit });
    looked += found.entries.length;
    for (const entry of found.entries) {
      const isWanted = wanted.has(entry.event.type);
      if (isWanted && events.length === size) return page(true);
      if (isWanted) events.push(entry.event);
      next = place = entry.place;
    }
    // Nothing, and yet more: the index is not to be had just now.
    if (found.more && found.entries.length === 0) return page(false);
    if (found.more) continue;
    days += 1;
    place = feedInstant(dayAfter(place));
    // A day is left behind some time after its end, so that what the index shows late of it is found where nothing came after it.
    if (place <= feedInstant(now - HOUR_MS)) next = place;
  }
  return page(false);
}

/** Nothing is older than the organisation, so no day before it is looked at. */
async function beginning(
  table: Table,
  org: string,
  now: number,
  from: number = now - DAY_MS,
): Promise<string> {
  if (from > now - MOST_DAYS * DAY_MS) return feedInstant(from);
  // A day earlier, so that it does not matter whose clock was wrong then.
  const { createdAt } = await getOrganisation(table, org);
  return feedInstant(Math.max(from, createdAt - DAY_MS));
}

function dayAfter(place: string): number {
  const day = new Date(instantOfPlace(place) ?? 0).setUTCHours(0, 0, 0, 0);
  return day + DAY_MS;
}
