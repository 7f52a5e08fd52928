import type { Link } from '../links/model/link.ts';
import type { LinkEvent } from '../table/events.ts';
import { type Details, type JournalEntry, readJournal, writeJournal } from './journal-text.ts';

/** What is older is dropped from a journal by the next save. */
export const JOURNAL_MS = 3 * 24 * 3_600_000;

/** Of a message's id only its end is written: a link has few, and each is an item of its own. */
const ID_END = 6;

/** Characters of a journal at most: the oldest entries give way. */
const MOST = 600;

/**
 * The journal of a link after a change that had these events: the events of its last days, on its own item, so short that they hardly cost
 * anything there. The table's stream is kept for 24 hours; what it has lost, `npm run ops:republish` tells from here, with the ids that
 * the stream would have given. Which key called, and with which request, is not in it: such an event says `key`.
 */
export function withEvents(
  journal: string | undefined,
  events: readonly LinkEvent[],
  now: number,
): string | undefined {
  const [first] = events;
  const known = journal === undefined ? [] : readJournal(journal);
  const kept = known.filter(({ at }) => at > now - JOURNAL_MS);
  if (!first && kept.length === known.length) return journal;
  const entries = first ? [...kept, toEntry(first, events)] : kept;
  for (;;) {
    const text = writeJournal(entries);
    if (text.length <= MOST || entries.length === 1) return text === '' ? undefined : text;
    entries.shift();
  }
}

/** The events in a link's journal, oldest first, as far as this version can read it; `messages`: the ids of those of the link that have ended. */
export function journalEvents(
  { id, journal = '', currency, reference }: Pick<Link, 'id' | 'journal' | 'currency' | 'reference'>,
  messages: readonly string[],
): LinkEvent[] {
  const whole = ({ message_id: end, ...details }: Details) =>
    end === undefined
      ? details
      : { ...details, message_id: messages.find((one) => one.endsWith(end)) ?? end };
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
      data: { status, amount, amount_paid: amountPaid, currency, ...whole(details) },
    })),
  );
}

function toEntry({ version, at, by, data }: LinkEvent, events: readonly LinkEvent[]): JournalEntry {
  const { status, amount, amount_paid: amountPaid } = data;
  const told = events.map((event) => {
    const { status: _s, amount: _a, amount_paid: _p, currency: _c, ...details } = event.data;
    const { message_id: message } = details;
    if (message !== undefined) details.message_id = message.slice(-ID_END);
    return { type: event.type, details, ...(event.reason === undefined ? {} : { reason: event.reason }) };
  });
  return { version, at, by: by.replace(/:.*$/, ''), status, amount, amountPaid, told };
}
