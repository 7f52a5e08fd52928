import * as z from 'zod/mini';
import { EventData, EventType } from '../table/events.ts';

/**
 * The text of a journal. An entry is a version, `<versions since the one before>,<ms since it>,<by>,<status>`, then `$<amount>` and
 * `+<amount paid>` where they changed, then its events, each a character and its details. Entries stand apart by `;`, their parts by a
 * blank, details by `,`, a list's items by `+`; numbers are in base 36, common words are one character, any other text is
 * `.<text>`, and a long one that stood before is `~<which>`.
 */

const Told = z.object({
  type: EventType,
  reason: z.exactOptional(z.string()),
  /** Of its data: what the entry and the link do not say. */
  details: z.omit(EventData, { status: true, amount: true, amount_paid: true, currency: true }),
});
type Told = z.infer<typeof Told>;
export type Details = Told['details'];

/** What one change of a link told. */
const Entry = z.object({
  version: z.int(),
  /** Epoch ms. */
  at: z.int(),
  /** Without an id. */
  by: z.string(),
  status: z.string(),
  /** Minor units. */
  amount: z.int(),
  amountPaid: z.int(),
  told: z.array(Told),
});
export type JournalEntry = z.infer<typeof Entry>;

/** One character for each type; what is written with one must be read with it for ever. */
const TYPE: Readonly<Record<EventType, string>> = {
  'link.creating': 'a',
  'link.created': 'b',
  'link.sent': 'c',
  'link.opened': 'd',
  'link.processing': 'e',
  'link.partially_paid': 'f',
  'link.paid': 'g',
  'link.expired': 'h',
  'link.cancelled': 'i',
  'link.superseded': 'j',
  'link.failed': 'k',
  'link.exception': 'l',
  'link.retried': 'm',
  'link.active': 'n',
  'link.assigned': 'o',
  'link.updated': 'p',
  'link.deleted': 'q',
  'link.checked': 'r',
  'link.renewal_asked': 's',
  'link.renewal_failed': 't',
  'message.sent': 'u',
  'message.delivered': 'v',
  'message.undelivered': 'w',
  'message.unknown': 'x',
  'message.suppressed': 'y',
  'message.skipped': 'z',
  'message.queued': 'A',
  'reminder.sent': 'B',
  'reminder.skipped': 'C',
  'reminder.failed': 'D',
  'reminder.put_off': 'E',
  'reminders.changed': 'F',
  'reminders.paused': 'G',
  'reminders.resumed': 'H',
  'recipient.opted_out': 'I',
};
const TYPES: ReadonlyMap<string, string> = new Map(Object.entries(TYPE).map(([type, sign]) => [sign, type]));

/** The same for what stands often: who acted, statuses and channels; anything else stands in full. */
const WORDS = {
  K: 'key',
  T: 'timer',
  P: 'payer',
  V: 'provider',
  M: 'messages',
  B: 'batch',
  C: 'creating',
  A: 'active',
  O: 'processing',
  Q: 'partially_paid',
  D: 'paid',
  E: 'expired',
  X: 'cancelled',
  F: 'failed',
  S: 'sms',
  L: 'email',
} as const;
const SIGN: ReadonlyMap<string, string> = new Map(Object.entries(WORDS).map(([sign, word]) => [word, sign]));
const WORD: ReadonlyMap<string, string> = new Map(Object.entries(WORDS));

/** Details of an event, each behind its sign. */
const DETAIL: Readonly<Record<string, string>> = {
  message_id: 'i',
  channel: 'c',
  channels: 'l',
  step: 'n',
  try: 't',
  exception: 'x',
  changed: 'h',
  provider_status: 'w',
  superseded_by: 'u',
  failure: 'f',
  reason: 'r',
} satisfies Record<keyof Details | 'reason', string>;
const DETAILS: ReadonlyMap<string, string> = new Map(
  Object.entries(DETAIL).map(([name, sign]) => [sign, name]),
);
const NUMBERS: ReadonlySet<string | undefined> = new Set(['step', 'try']);
const LISTS: ReadonlySet<string | undefined> = new Set(['channels', 'changed']);

/** A text of this length is worth a reference. */
const LONG = 8;

const START = { version: 0, at: 0, amount: 0, amountPaid: 0 };

export function writeJournal(entries: readonly JournalEntry[]): string {
  const before: string[] = [];
  let last = START;
  const written = entries.map((entry) => {
    const { version, at, by, status, amount, amountPaid, told } = entry;
    const parts = [
      [number(version - last.version), number(at - last.at), text(by), text(status)].join(','),
      ...(amount === last.amount ? [] : [`$${number(amount)}`]),
      ...(amountPaid === last.amountPaid ? [] : [`+${number(amountPaid)}`]),
      ...told.map(event),
    ];
    last = entry;
    return parts.join(' ');
  });
  return written.join(';');

  function event({ type, reason, details }: Told): string {
    const all = Object.entries({ ...details, ...(reason === undefined ? {} : { reason }) });
    return [TYPE[type], ...all.map(([name, value]) => sign(name) + detail(value))].join(',');
  }

  function detail(value: string | number | readonly string[]): string {
    if (typeof value === 'number') return number(value);
    return typeof value === 'string' ? text(value) : value.map(text).join('+');
  }

  function text(value: string): string {
    const short = SIGN.get(value);
    if (short !== undefined) return short;
    const which = before.indexOf(value);
    if (which >= 0) return `~${number(which)}`;
    if (value.length >= LONG) before.push(value);
    return `.${encodeURIComponent(value.toWellFormed())}`;
  }
}

/** Reads as far as it can: what another version has written behind that is left out. */
export function readJournal(journal: string): JournalEntry[] {
  const before: string[] = [];
  const entries: JournalEntry[] = [];
  let last = START;
  for (const written of journal === '' ? [] : journal.split(';')) {
    const entry = readEntry(written);
    if (!entry) break;
    entries.push(entry);
    last = entry;
  }
  return entries;

  function readEntry(written: string): JournalEntry | undefined {
    const [head = '', ...parts] = written.split(' ');
    const [version = '', ms = '', by = '', status = ''] = head.split(',');
    const changed = (sign: string) => parts.find((part) => part.startsWith(sign))?.slice(1);
    const [amount, amountPaid] = [changed('$'), changed('+')];
    const entry = {
      version: last.version + integer(version),
      at: last.at + integer(ms),
      by: text(by),
      status: text(status),
      amount: amount === undefined ? last.amount : integer(amount),
      amountPaid: amountPaid === undefined ? last.amountPaid : integer(amountPaid),
      told: parts.filter((part) => !/^[$+]/.test(part)).map(event),
    };
    return Entry.safeParse(entry).data;
  }

  function event(written: string): unknown {
    const [type = '', ...pairs] = written.split(',');
    const { reason, ...details } = Object.fromEntries(
      pairs.map((pair) => {
        const name = DETAILS.get(pair.slice(0, 1)) ?? pair;
        return [name, detail(name, pair.slice(1))];
      }),
    );
    return { type: TYPES.get(type), details, ...(reason === undefined ? {} : { reason }) };
  }

  function detail(name: string, written: string): unknown {
    if (NUMBERS.has(name)) return integer(written);
    return LISTS.has(name) ? written.split('+').map(text) : text(written);
  }

  function text(written: string): string | undefined {
    if (written.startsWith('~')) return before[integer(written.slice(1))];
    if (!written.startsWith('.')) return WORD.get(written);
    const value = decodeURIComponent(written.slice(1));
    if (value.length >= LONG && !before.includes(value)) before.push(value);
    return value;
  }
}

function number(value: number): string {
  return value.toString(36);
}

function integer(written: string): number {
  return Number.parseInt(written, 36);
}

function sign(name: string): string {
  return DETAIL[name] ?? name;
}
