import type { Batch } from '../batches/model/batch.ts';
import { BatchEvent } from '../table/batch-events.ts';
import { without } from '../without.ts';
import { batchEventsOf } from './batch-events-of.ts';

/** Events that a batch keeps; one that is retried again and again has more than that in the end. */
const MOST = 12;

/** A batch as it is to be saved, with the events of this change in its journal: the same for batches as `withEvents` is for links. */
export function withBatchEvents(before: Batch | undefined, after: Batch): Batch {
  const told = batchEventsOf(before, after).map(
    ({ id: _id, batchId: _batch, data: { connection: _connection, ...data }, ...event }) => ({
      ...event,
      data,
    }),
  );
  const journal = [...(before?.journal ?? []), ...told].slice(-MOST);
  return journal.length > 0 ? { ...after, journal } : without(after, 'journal');
}

/** The events in a batch's journal, oldest first. */
export function batchJournalEvents({ id, connection, journal = [] }: Batch): BatchEvent[] {
  const ordinals = new Map<number, number>();
  return journal.flatMap(({ data, ...entry }) => {
    const ordinal = ordinals.get(entry.version) ?? 0;
    ordinals.set(entry.version, ordinal + 1);
    const event = {
      ...entry,
      id: `${id}.${entry.version}.${ordinal}`,
      batchId: id,
      data: { ...data, connection },
    };
    return BatchEvent.safeParse(event).data ?? [];
  });
}
