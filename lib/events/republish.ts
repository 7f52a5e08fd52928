import type { Clock } from '../clock.ts';
import type { Link } from '../links/model/link.ts';
import { listBatchEvents, putBatchEvent } from '../table/batch-events.ts';
import { type ChangedItems, changedItems } from '../table/changed-items.ts';
import type { Table } from '../table/client.ts';
import { listEvents, putEvent } from '../table/events.ts';
import type { Key } from '../table/keys.ts';
import { listMessages } from '../table/messages.ts';
import { makeDeliveries } from '../webhooks/make-deliveries.ts';
import type { ToldEvent } from '../webhooks/model/delivery.ts';
import { batchJournalEvents } from './batch-journal.ts';
import { journalEvents } from './journal.ts';

/** What has been done so far. */
export interface Republished {
  /** Items of the table that were looked at, of any kind. */
  scanned: number;
  /** Links and batches that were changed since the window began. */
  changed: number;
  /** Events of the window, and those of them that were missing. */
  events: number;
  restored: number;
  /** Deliveries of webhooks that were missing. */
  deliveries: number;
  /** Links and batches that this version cannot read. */
  unreadable: number;
}

/** Parts of the table that are read side by side, and links and batches of each that are worked on at the same time. */
const SEGMENTS = 8;
const SIDE_BY_SIDE = 8;

/**
 * Tells again what the table's stream has lost: each event that the journals of links and batches hold from `since` on and before `until`
 * (epoch ms), with its own id, and the deliveries of webhooks that were never made, for endpoints that were there. Done twice, or beside
 * the stream, it changes nothing more; where it has died it begins anew.
 */
export async function republish(
  deps: { table: Table; clock: Clock },
  window: Window,
  tell: { progress(so: Readonly<Republished>): void; unreadable(key: Key): void },
): Promise<Republished> {
  const so: Republished = { scanned: 0, changed: 0, events: 0, restored: 0, deliveries: 0, unreadable: 0 };
  const segment = async (number: number) => {
    const part = { since: window.since, segment: number, segments: SEGMENTS };
    for await (const page of changedItems(deps.table, part)) {
      const waiting = storiesOf(deps, page);
      so.scanned += page.scanned;
      so.changed += waiting.length;
      so.unreadable += page.unreadable.length;
      for (const key of page.unreadable) tell.unreadable(key);
      const worker = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          const { org, events, restored } = await next(window);
          so.events += events.length;
          so.restored += restored;
          for (const event of events) {
            const made = await missingDeliveries(deps, org, event);
            so.deliveries += made;
          }
          tell.progress(so);
        }
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
      tell.progress(so);
    }
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, number) => segment(number)));
  return so;
}

interface Window {
  since: number;
  until: number;
}

/** Puts what is missing of the events of one link or batch. */
type Story = (window: Window) => Promise<{ org: string; events: readonly ToldEvent[]; restored: number }>;

function storiesOf(
  { table, clock }: { table: Table; clock: Clock },
  { links, batches }: ChangedItems,
): Story[] {
  return [
    ...links.map((link) =>
      storyOf(link.org, async () => journalEvents(link, await messageIds(table, link)), {
        page: (after) => listEvents(table, link.org, link.id, { after }),
        put: (event, ordinal) => putEvent(table, link.org, event, ordinal, clock),
      }),
    ),
    ...batches.map((batch) =>
      storyOf(batch.org, async () => batchJournalEvents(batch), {
        page: (after) => listBatchEvents(table, batch.org, batch.id, { after }),
        put: (event, ordinal) => putBatchEvent(table, batch.org, event, ordinal, clock),
      }),
    ),
  ];
}

async function messageIds(table: Table, { org, id }: Link): Promise<string[]> {
  return (await listMessages(table, org, id)).map((message) => message.id);
}

function storyOf<Event extends ToldEvent>(
  org: string,
  journal: () => Promise<readonly Event[]>,
  kept: {
    page(after: string): Promise<{ events: readonly { id: string }[]; next?: string }>;
    put(event: Event, ordinal: number): Promise<void>;
  },
): Story {
  return async ({ since, until }) => {
    const events = (await journal()).filter(({ at }) => at >= since && at < until);
    const known = new Set<string>();
    for (let after = events[0] && before(events[0].id); after !== undefined; ) {
      const page = await kept.page(after);
      for (const { id } of page.events) known.add(id);
      after = page.next;
    }
    const missing = events.filter(({ id }) => !known.has(id));
    for (const event of missing) await kept.put(event, ordinalOf(event.id));
    return { org, events, restored: missing.length };
  };
}

/** Behind everything of the versions before an event's. */
function before(eventId: string): string {
  const [id, version] = eventId.split('.');
  return `${id}.${Number(version) - 1}.99`;
}

function ordinalOf(eventId: string): number {
  return Number(eventId.split('.')[2]);
}

async function missingDeliveries(
  { table, clock }: { table: Table; clock: Clock },
  org: string,
  event: ToldEvent,
): Promise<number> {
  const deliveries = await makeDeliveries({ table, now: clock.now() }, org, event);
  return deliveries.filter(({ isNew }) => isNew).length;
}
