import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedInstant, feedPlace } from '../table/keys.ts';
import { type FeedOf, readCursor, writeCursor } from './feed-cursor.ts';

const LINK = '01KAGM7Q40B6Y1ZC8E3F5G7H9J0';
const BATCH = '01KAGM7Q40B6Y1ZC8E3F5G7H9J';
const of: FeedOf = { org: 'ORG1', types: ['link.paid', 'link.expired'] };
const detailOf = (cursor: string, feed = of): string => {
  try {
    return readCursor(cursor, feed);
  } catch (error) {
    return String(error);
  }
};

const instant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
const eventId = fc
  .tuple(
    fc.constantFrom(LINK, BATCH),
    fc.integer({ min: 1, max: 99_999_999 }),
    fc.integer({ min: 0, max: 99 }),
  )
  .map(([id, version, ordinal]) => `${id}.${version}.${ordinal}`);

describe('a place', () => {
  it('sorts by instant, then by link or batch, then by version and ordinal', () => {
    const of3 = fc.tuple(instant, eventId);
    fc.assert(
      fc.property(of3, of3, ([atA, a], [atB, b]) => {
        const order = atA - atB || compareIds(a, b);
        const [placeA, placeB] = [feedPlace(a, atA), feedPlace(b, atB)];
        expect(placeA < placeB).toBe(order < 0);
        expect(placeA === placeB).toBe(order === 0);
      }),
    );
  });

  it('is behind its instant and before the next one', () => {
    fc.assert(
      fc.property(instant, eventId, (at, id) => {
        const place = feedPlace(id, at);
        expect(feedInstant(at) < place && place < feedInstant(at + 1)).toBe(true);
        // As a range of the index has its lower end.
        expect(`${feedInstant(at)}!` < place && place < `${place}!`).toBe(true);
      }),
    );
  });
});

describe('a cursor', () => {
  it('gives its place back, whatever the order of types', () => {
    fc.assert(
      fc.property(instant, eventId, fc.boolean(), (at, id, whole) => {
        const place = whole ? feedPlace(id, at) : feedInstant(at);
        expect(readCursor(writeCursor(place, of), { ...of, types: ['link.expired', 'link.paid'] })).toBe(
          place,
        );
      }),
    );
  });

  it('is of one organisation and of certain types, and says which of both is another', () => {
    const cursor = writeCursor(feedInstant(1), of);
    expect(detailOf(cursor, { ...of, org: 'ORG2' })).toMatch(
      /^AppError: page_token_invalid: .*another organisation/,
    );
    expect(detailOf(cursor, { ...of, types: ['link.paid'] })).toMatch(
      /^AppError: page_token_invalid: .*other types/,
    );
    expect(detailOf(cursor, { ...of, types: [] })).toContain('other types');
  });

  it('is refused when it is anything else', () => {
    const texts = [
      '',
      'x',
      '[]',
      'null',
      '{"a":1}',
      '["a","b"]',
      '["a","b",3]',
      '["a","b","c"]',
      '["a","b","1"]',
      `["a","b","${feedInstant(1)}#"]`,
      `["a","b","${feedInstant(1)}#${LINK}.1.0"]`,
    ];
    for (const text of texts) {
      const cursor = Buffer.from(text).toString('base64url');
      expect(detailOf(cursor), text).toBe('AppError: page_token_invalid: This is no cursor.');
    }
    fc.assert(
      fc.property(fc.string(), (garbage) => {
        expect(detailOf(garbage)).toBe('AppError: page_token_invalid: This is no cursor.');
      }),
    );
  });

  it('tells nothing of the organisation and has a bounded length', () => {
    const cursor = writeCursor(feedPlace(`${LINK}.99999999.99`, 1), of);
    expect(Buffer.from(cursor, 'base64url').toString()).not.toContain('ORG1');
    expect(cursor.length).toBeLessThan(150);
  });
});

function compareIds(a: string, b: string): number {
  const [idA = '', versionA, ordinalA] = a.split('.');
  const [idB = '', versionB, ordinalB] = b.split('.');
  if (idA !== idB) return idA < idB ? -1 : 1;
  return Number(versionA) - Number(versionB) || Number(ordinalA) - Number(ordinalB);
}
