import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aLink, NOON } from '../messages/link-fixture.ts';
import { EventType, type LinkEvent } from '../table/events.ts';
import { JOURNAL_MS, journalEvents, withEvents } from './journal.ts';
import { readJournal, writeJournal } from './journal-text.ts';

const link = aLink();
const MESSAGES = ['01KCC00000000000000000000A', '01KCC00000000000000000000B'];
const eventsIn = (journal = '') => journalEvents({ ...link, journal }, MESSAGES);

/** What is common to the events of one change. */
const change = (version: number, at: number, by = 'timer', amountPaid = 0, amount = 12_500) => ({
  linkId: link.id,
  version,
  at,
  by,
  reference: link.reference ?? '',
  data: { status: 'active', amount, amount_paid: amountPaid, currency: link.currency },
});

const optional = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((one) => (one === undefined ? {} : { [name]: one }));
const text = fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }).map((any) => any.toWellFormed());
const word = fc.oneof(text, fc.constantFrom('sms', 'email', 'paid', 'S', '~1', '.x', ';', ' ', ',', '+'));
const details = fc
  .tuple(
    optional('message_id', fc.constantFrom(...MESSAGES)),
    optional('channel', word),
    optional('channels', fc.array(word, { minLength: 1, maxLength: 3 })),
    optional('step', fc.nat(20)),
    optional('try', fc.nat(3)),
    optional('exception', word),
    optional('changed', fc.array(word, { minLength: 1, maxLength: 4 })),
    optional('provider_status', word),
    optional('superseded_by', word),
    optional('failure', word),
  )
  .map((parts): object => Object.assign({}, ...parts));
const told = fc.record({
  type: fc.constantFrom(...EventType.options),
  details,
  reason: optional('reason', word),
});
const changes = fc.array(
  fc.record({
    versions: fc.integer({ min: 1, max: 5000 }),
    ms: fc.integer({ min: 0, max: 3_600_000 }),
    by: fc.constantFrom('timer', 'payer', 'messages', 'provider', 'somebody'),
    amount: fc.constantFrom(1, 12_500, 99_999_999),
    paid: fc.nat(20_000),
    told: fc.array(told, { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
);

it('any events are read as they were written', () => {
  fc.assert(
    fc.property(changes, (all) => {
      let [version, at] = [0, NOON];
      let journal: string | undefined;
      const written: LinkEvent[] = [];
      for (const { versions, ms, by, amount, paid, told: events } of all) {
        version += versions;
        at += ms;
        const common = change(version, at, by, paid, amount);
        const made = events.map(
          ({ type, details: more, reason }, ordinal): LinkEvent => ({
            ...common,
            ...reason,
            id: `${link.id}.${version}.${ordinal}`,
            type,
            data: { ...common.data, ...more },
          }),
        );
        written.push(...made);
        journal = withEvents(journal, made, at);
      }
      const read = eventsIn(journal);
      // The longest have given way from the front.
      expect(read).toEqual(written.slice(-read.length));
      expect(read.length).toBeGreaterThan(0);
      expect(writeJournal(readJournal(journal ?? ''))).toBe(journal);
    }),
    { numRuns: 1000 },
  );
});

const event = (version: number, at: number, type: EventType, more: object = {}, by = 'timer'): LinkEvent => {
  const common = change(version, at, by);
  return { ...common, id: `${link.id}.${version}.0`, type, data: { ...common.data, ...more } };
};

it('takes some twenty bytes an event', () => {
  const [id = ''] = MESSAGES;
  const life = [
    [event(1, NOON, 'link.creating', { status: 'creating' }, 'key:K1')],
    [event(2, NOON + 400, 'link.created', {}, 'key:K1')],
    [
      event(4, NOON + 900, 'message.sent', { message_id: id, channel: 'sms' }, 'messages'),
      event(4, NOON + 900, 'link.sent', {}, 'messages'),
    ],
    [event(5, NOON + 60_000, 'message.delivered', { message_id: id, channel: 'sms' }, 'messages')],
    [event(6, NOON + 90_000, 'link.opened', {}, 'payer')],
    [event(7, NOON + 150_000, 'link.paid', { status: 'paid', amount_paid: 12_500 }, 'provider')],
  ];
  const journal = life.reduce<string | undefined>(
    (before, events) => withEvents(before, events, NOON),
    undefined,
  );
  expect(journal).toBe(
    '1,mx4na800,K,C $9n8 a;1,b4,K,A b;2,dw,M,A u,i.00000A,cS c;1,19lo,M,A v,i.00000A,cS;1,n5c,P,A d;1,1aao,V,D +9n8 g',
  );
});

it('keeps three days, and of those what fits', () => {
  const old = withEvents(undefined, [event(1, NOON, 'link.created')], NOON);
  const within = withEvents(old, [event(2, NOON + JOURNAL_MS - 1, 'link.opened')], NOON + JOURNAL_MS - 1);
  expect(eventsIn(within)).toHaveLength(2);
  const later = withEvents(old, [event(2, NOON + JOURNAL_MS, 'link.opened')], NOON + JOURNAL_MS);
  expect(eventsIn(later).map(({ type }) => type)).toEqual(['link.opened']);

  let journal: string | undefined;
  for (let version = 1; version <= 200; version++)
    journal = withEvents(journal, [event(version, NOON + version, 'link.checked')], NOON + version);
  expect(journal?.length).toBeLessThanOrEqual(600);
  const kept = eventsIn(journal);
  expect(kept.length).toBeGreaterThan(25);
  expect(kept.at(-1)?.version).toBe(200);
  // One change alone is kept whole.
  const long = event(201, NOON + 900, 'link.checked', { provider_status: 'x'.repeat(1000) });
  expect(eventsIn(withEvents(journal, [long], NOON + 900))).toEqual([{ ...long, by: 'timer' }]);
});

it('an event of a key says no more than that, and a change without one leaves the journal as it was', () => {
  const journal = withEvents(undefined, [event(1, NOON, 'link.created', {}, 'key:key_01KCC')], NOON);
  expect(eventsIn(journal)).toMatchObject([{ by: 'key' }]);
  expect(withEvents(journal, [], NOON + JOURNAL_MS - 1)).toBe(journal);
  expect(withEvents(journal, [], NOON + JOURNAL_MS)).toBeUndefined();
  expect(journalEvents(link, [])).toEqual([]);
});

it('what a later version has written is left out from there on', () => {
  const journal = withEvents(undefined, [event(1, NOON, 'link.created')], NOON);
  for (const strange of ['2,1,T,A !', '2,1,%,A c', 'later', '2,1,T,A c,?x'])
    expect(eventsIn(`${journal};${strange}`).length).toBeLessThanOrEqual(2);
  expect(eventsIn(`${journal};2,1,T,A !`)).toHaveLength(1);
});
