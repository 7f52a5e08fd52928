import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTable } from '../../test/support/start-table.ts';
import { contactHashOf } from '../messages/contact.ts';
import { NOON } from '../messages/link-fixture.ts';
import { organisationItem } from '../table/organisations.ts';
import { getRecipient } from '../table/recipient-item.ts';
import { reserveSlot } from '../table/recipients.ts';
import { getSuppression } from '../table/suppressions.ts';
import { applyReply } from './apply-reply.ts';
import { normalContact } from './contact.ts';
import { lift } from './lift.ts';
import { type Grounds, listed, optedOut, SuppressionSource } from './model/grounds.ts';
import { suppress } from './suppress.ts';

const { table, close } = await startTable();
const deps = { table };
afterAll(close);

const KEYS = { ORG1: 'k'.repeat(43), ORG2: 'l'.repeat(43), ORG3: 'm'.repeat(43) };
type Org = keyof typeof KEYS;

beforeAll(async () => {
  for (const [id, contactKey] of Object.entries(KEYS)) {
    const organisation = {
      id,
      name: 'Acme Travel',
      mode: 'test',
      timezone: 'Europe/London',
      contactKey,
      version: 1,
      writer: 'w',
      createdAt: NOON,
      updatedAt: NOON,
    } as const;
    await table.client.send(
      new PutItemCommand({ TableName: table.name, Item: organisationItem(organisation) }),
    );
  }
});

let numbers = 100;
const aNumber = () => `+447700900${++numbers}`;
const hashOf = (contact: string, org: Org = 'ORG1') => contactHashOf(KEYS[org], contact);
const text = (number: string, id: string, org: Org = 'ORG1', now = NOON) =>
  reserveSlot(table, org, hashOf(number, org), { id, channel: 'sms', number }, now);
const groundsOf = async (contact: string, org: Org = 'ORG1', channel: 'sms' | 'email' = 'sms') =>
  (await getSuppression(table, org, { channel, hash: hashOf(contact, org) }))?.grounds;
/** What sends read and what the list shows are never apart. */
async function expectTogether(contact: string, channel: 'sms' | 'email' = 'sms') {
  const recipient = await getRecipient(table, 'ORG1', hashOf(contact));
  const shown = await groundsOf(contact, 'ORG1', channel);
  expect(recipient?.suppressed?.[channel]).toEqual(shown);
  expect(
    recipient === undefined || (recipient.ttl === undefined) === (recipient.suppressed !== undefined),
  ).toBe(true);
  return shown;
}

const sms = (contact: string, source: SuppressionSource, at = NOON) =>
  ({ org: 'ORG1', channel: 'sms', contact, source, at }) as const;

describe('a contact that is suppressed', () => {
  it('gets no slot on that channel, keeps its slots, and gets one again when all is lifted', async () => {
    const number = aNumber();
    expect(await text(number, 'M1')).toBe('reserved');
    expect(await suppress(deps, { ...sms(number, 'api'), reason: 'asked by letter' })).toEqual({
      suppression: {
        channel: 'sms',
        contact: number,
        hash: hashOf(number),
        grounds: { api: { at: NOON, reason: 'asked by letter' } },
      },
      isNew: true,
    });
    expect(await text(number, 'M1')).toBe('suppressed');
    expect(await text(number, 'M2')).toBe('suppressed');
    await expectTogether(number);
    expect(await lift(deps, sms(number, 'api'))).toBe(true);
    expect(await expectTogether(number)).toBeUndefined();
    expect(await text(number, 'M1')).toBe('reserved');
    expect((await getRecipient(table, 'ORG1', hashOf(number)))?.slots).toHaveLength(1);
  });

  it('is one contact however it is written', async () => {
    const number = aNumber();
    const spaced = `${number.slice(0, 3)} ${number.slice(3, 7)}-${number.slice(7)}`;
    await suppress(deps, sms(` ${spaced} `, 'api'));
    expect(await text(number, 'M1')).toBe('suppressed');
    const email = { org: 'ORG1', channel: 'email', source: 'bounce', at: NOON } as const;
    await suppress(deps, { ...email, contact: ' Ada.Byron@Example.COM' });
    const hash = hashOf('ada.byron@example.com');
    expect(await reserveSlot(table, 'ORG1', hash, { id: 'M1', channel: 'email' }, NOON)).toBe('suppressed');
    await expectTogether('ada.byron@example.com', 'email');
  });

  it('is so for one organisation alone', async () => {
    const number = aNumber();
    await suppress(deps, sms(number, 'api'));
    expect(await text(number, 'M1', 'ORG2')).toBe('reserved');
  });

  it('stays as it is when it is told again, and gathers what others say', async () => {
    const number = aNumber();
    await suppress(deps, { ...sms(number, 'opt_out_page'), reason: 'first' });
    const again = await suppress(deps, { ...sms(number, 'opt_out_page', NOON + 5), reason: 'second' });
    expect(again).toMatchObject({
      isNew: false,
      suppression: { grounds: { opt_out_page: { at: NOON, reason: 'first' } } },
    });
    await suppress(deps, sms(number, 'carrier', NOON + 6));
    const { suppression } = await suppress(deps, sms(number, 'api', NOON + 7));
    expect(listed(suppression.grounds).map(({ source }) => source)).toEqual([
      'opt_out_page',
      'carrier',
      'api',
    ]);
    expect(await lift(deps, sms(number, 'carrier', NOON + 8))).toBe(true);
    expect(await lift(deps, sms(number, 'api', NOON + 8))).toBe(true);
    expect(await lift(deps, sms(number, 'api', NOON + 8))).toBe(false);
    expect(optedOut((await expectTogether(number)) ?? {})).toBe(true);
    expect(await text(number, 'M1')).toBe('suppressed');
  });

  it.each(['', 'ada', '+0', '+12', 'STOP'])('cannot be %j', async (contact) => {
    expect(normalContact('sms', contact)).toBeUndefined();
    await expect(suppress(deps, sms(contact, 'api'))).rejects.toThrow('no contact');
  });
});

describe('many at once', () => {
  it('lose no ground and no slot', async () => {
    const number = aNumber();
    const sources = SuppressionSource.options;
    const [, ...slots] = await Promise.all([
      Promise.all(sources.flatMap((source) => [1, 2].map(() => suppress(deps, sms(number, source))))),
      ...['A', 'B', 'C', 'D'].map((id) => text(number, id)),
    ]);
    expect(Object.keys((await expectTogether(number)) ?? {}).sort()).toEqual([...sources].sort());
    const kept = (await getRecipient(table, 'ORG1', hashOf(number)))?.slots ?? [];
    expect(kept).toHaveLength(slots.filter((slot) => slot === 'reserved').length);
    expect(await text(number, 'E')).toBe('suppressed');
  });

  it('one says so and one takes it back: it is one of the two, for sends and for the list', async () => {
    for (let round = 0; round < 10; round++) {
      const number = aNumber();
      await suppress(deps, sms(number, 'api'));
      await Promise.all([
        suppress(deps, sms(number, 'opt_out_page')),
        lift(deps, sms(number, 'api')),
        text(number, 'M'),
      ]);
      expect(Object.keys((await expectTogether(number)) ?? {})).toEqual(['opt_out_page']);
    }
  });
});

it('is what a model says after any sequence, and nobody gets a slot while any ground stands', async () => {
  const source = fc.constantFrom(...SuppressionSource.options);
  const step = fc.record({ what: fc.constantFrom('suppress', 'lift', 'send', 'week'), source });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const number = `+447700900${500 + ++run}`;
      const model: Grounds = {};
      let now = NOON;
      let sent = 0;
      for (const { what, source } of steps) {
        now += 1_000;
        if (what === 'week') now += 8 * 86_400_000;
        if (what === 'suppress') {
          await suppress(deps, sms(number, source, now));
          if (!model[source] || source === 'stop_reply') model[source] = { at: now };
        }
        if (what === 'lift') {
          expect(await lift(deps, sms(number, source, now))).toBe(model[source] !== undefined);
          delete model[source];
        }
        const silent = Object.keys(model).length > 0;
        if (what === 'send') {
          expect(await text(number, `M${++sent}`, 'ORG1', now)).toBe(silent ? 'suppressed' : 'reserved');
        }
        expect(await expectTogether(number)).toEqual(silent ? model : undefined);
      }
    }),
    { numRuns: 60 },
  );
});

describe('a reply', () => {
  const reply = (from: string, body: string, at = NOON) => applyReply(deps, { from, body, at });

  it('STOP reaches every organisation that has texted the number, and no other', async () => {
    const number = aNumber();
    await text(number, 'M1', 'ORG1');
    await text(number, 'M1', 'ORG2');
    expect(await reply(number, 'Stop.')).toEqual({ word: 'stop', organisations: 2 });
    expect(await text(number, 'M2', 'ORG1')).toBe('suppressed');
    expect(await text(number, 'M2', 'ORG2')).toBe('suppressed');
    expect(await text(number, 'M2', 'ORG3')).toBe('reserved');
    expect(await groundsOf(number, 'ORG2')).toEqual({ stop_reply: { at: NOON } });
  });

  it('STOP is for texts alone', async () => {
    const number = aNumber();
    await text(number, 'M1');
    await reply(number, 'STOP');
    const email = { id: 'M2', channel: 'email' } as const;
    expect(await reserveSlot(table, 'ORG1', hashOf('a@example.com'), email, NOON)).toBe('reserved');
  });

  it('START lifts what a STOP has stopped, and nothing else', async () => {
    const number = aNumber();
    await text(number, 'M1');
    await reply(number, 'STOP', NOON);
    await suppress(deps, sms(number, 'api'));
    expect(await reply(number, 'start', NOON + 1_000)).toEqual({ word: 'start', organisations: 1 });
    expect(await groundsOf(number)).toEqual({ api: { at: NOON } });
    expect(await text(number, 'M2')).toBe('suppressed');
    await lift(deps, sms(number, 'api'));
    expect(await text(number, 'M2')).toBe('reserved');
  });

  it('START that is older than the last STOP lifts nothing, however late it comes', async () => {
    const number = aNumber();
    await text(number, 'M1');
    await reply(number, 'STOP', NOON);
    await reply(number, 'STOP', NOON + 2_000);
    await reply(number, 'UNSTOP', NOON + 1_000);
    expect(await text(number, 'M2')).toBe('suppressed');
  });

  it('that comes twice, or of a number that was never texted, or that says something else, changes nothing', async () => {
    const number = aNumber();
    await text(number, 'M1');
    await reply(number, 'STOP');
    const before = await getRecipient(table, 'ORG1', hashOf(number));
    await reply(number, 'STOP');
    expect(await getRecipient(table, 'ORG1', hashOf(number))).toEqual(before);
    expect(await reply(aNumber(), 'STOP')).toEqual({ word: 'stop', organisations: 0 });
    expect(await reply(number, 'Thanks, paid')).toEqual({ word: undefined, organisations: 0 });
    expect(await reply('AMAZON', 'STOP')).toEqual({ word: 'stop', organisations: 0 });
  });

  it('is known for a number again after a week of silence, and for who is texted every week', async () => {
    const number = aNumber();
    const week = 7 * 86_400_000;
    const notes: string[] = [];
    table.client.middlewareStack.add(
      (next) => (args) => {
        const { Item } = Object(args.input);
        if (Item?.pk?.S?.startsWith('N#')) notes.push(Item.sk.S);
        return next(args);
      },
      { step: 'initialize', name: 'notes' },
    );
    for (let n = 0; n < 60; n++) await text(number, `M${n}`, 'ORG1', NOON + n * week);
    table.client.middlewareStack.remove('notes');
    expect(notes).toHaveLength(3);
  });

  it('whose organisation is gone still reaches the others, and is told as failed', async () => {
    const number = aNumber();
    await reserveSlot(table, 'GONE', 'h', { id: 'M1', channel: 'sms', number }, NOON);
    await text(number, 'M1', 'ORG3');
    await expect(reply(number, 'STOP')).rejects.toThrow('not reached every organisation');
    expect(await text(number, 'M2', 'ORG3')).toBe('suppressed');
  });
});
