import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pack, unpack } from './stored-answer.ts';

const answers = fc.record({
  statusCode: fc.integer({ min: 200, max: 599 }),
  headers: fc.dictionary(fc.constantFrom('etag', 'content-type', 'location', 'x-a'), fc.string()),
  body: fc.string(),
});

it('gives back what was stored', () => {
  fc.assert(
    fc.property(answers, (answer) => {
      expect(unpack(pack(answer))).toEqual(answer);
    }),
  );
});

it('opens a sealed answer with its own secret alone, unaltered', () => {
  const answer = { statusCode: 201, headers: { etag: '"1"' }, body: '{"key":"pl_live_secret"}' };
  const sealed = pack(answer, 'Bearer one');
  expect(unpack(sealed, 'Bearer one')).toEqual(answer);
  expect(unpack(sealed, 'Bearer two')).toBeUndefined();
  expect(unpack(sealed)).toBeUndefined();
  for (let at = 1; at < sealed.length; at += 7) {
    const altered = Uint8Array.from(sealed, (byte, i) => (i === at ? byte ^ 1 : byte));
    expect(unpack(altered, 'Bearer one')).toBeUndefined();
  }
});
