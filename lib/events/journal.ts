import type { Link } from '../links/model/link.ts';
import type { LinkEvent } from '../table/events.ts';
import { type JournalEntry, readJournal, writeJournal } from './journal-text.ts';

/** What is older is dropped from a journal when a new event comes. */
export const JOURNAL_MS = 7 * 24 * 3_600_000;

/** Characters of a journal at most: the oldest entries give way. */
const MOST = 600;

/**
 * The journal of a link after a change that had these events: the events of its last days, on its own item, so short that they hardly cost
 * anything there. The table's stream is kept for 24 hours; what it has lost, `npm run ops:republish` tells from here, with the ids that
 * the stream would have given. Which key called, and with which request, is not in it: such an event says `key`.
 */
export function withEvents(journal: string | undefined, events: readonly LinkEvent[]): string | undefined {
  const [first] = events;
  if (!first) return journal;
  const kept = readJournal(journal ?? '').filter(({ at }) => at > first.at - JOURNAL_MS);
  const entries = [...kept, toEntry(first, events)];
  for (;;) {
    const text = writeJournal(entries);
    if (text.length <= MOST || entries.length === 1) return text;
    entries.shift();
  }
}

/** The events in a link's journal, oldest first, as far as this version can read it. */
export function journalEvents({
  id,
  journal = '',
  currency,
  reference,
}: Pick<Link, 'id' | 'journal' | 'currency' | 'reference'>): LinkEvent[] {
  return readJournal(journal).flatMap(({ version, at, by, status, amount, amountPaid, told }) =>
    told.map(({ type, reason, details }, ordinal) => ({
      id: `${id}.${version}.${ordinal}`,
      linkId: id,
      type,
      at,
      version,
      by,
      ...(reference === undefined ? {} : { reference }),
      ...(reason === undefined ? {} : { reason }),
      data: { status, amount, amount_paid: amountPaid, currency, ...details },
    })),
  );
}

function toEntry({ version, at, by, data }: LinkEvent, events: readonly LinkEvent[]): JournalEntry {
  const { status, amount, amount_paid: amountPaid } = data;
  const told = events.map((event) => {
    const { status: _s, amount: _a, amount_paid: _p, currency: _c, ...details } = event.data;
    return { type: event.type, details, ...(event.reason === undefined ? {} : { reason: event.reason }) };
  });
  return { version, at, by: by.replace(/:.*$/, ''), status, amount, amountPaid, told };
}
