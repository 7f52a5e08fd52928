import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pageOfWhole } from './whole-list.ts';

const keys = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 40 });

it.each(['ascending', 'descending'] as const)('%s pages hold everything once, in one order', (order) => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 7 }), (all, pageSize) => {
      const seen: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = pageOfWhole(all, (key) => key, { pageSize, ...(cursor && { cursor }) }, order);
        seen.push(...page.records);
        expect(page.records.length).toBeLessThanOrEqual(pageSize);
        cursor = page.cursor;
        if (cursor === undefined) break;
      }
      const sorted = [...all].sort((a, b) => (a < b ? -1 : 1));
      expect(seen).toEqual(order === 'ascending' ? sorted : sorted.reverse());
    }),
  );
});

it('what comes and goes between two pages hides and repeats none of the others', () => {
  fc.assert(
    fc.property(keys, keys, keys, (stay, go, come) => {
      const kept = stay.filter((key) => !go.includes(key));
      const first = pageOfWhole([...new Set([...stay, ...go])], (key) => key, { pageSize: 5 });
      const { cursor } = first;
      if (cursor === undefined) return;
      const rest = pageOfWhole([...new Set([...kept, ...come])], (key) => key, { cursor });
      const seen = [...first.records, ...rest.records];
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(kept));
    }),
  );
});

it('is all of them without a page size', () => {
  expect(pageOfWhole(['b', 'a', 'c'], (key) => key, {})).toEqual({ records: ['c', 'b', 'a'] });
});
