import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { rowHash } from './row-hash.ts';

it('is the first eight bytes, and nothing of the ninth', () => {
  for (let i = 0; i < 500; i++) {
    const text = `{"reference":"é ${i}"}`;
    const bytes = createHash('sha256').update(text).digest().subarray(0, 8);
    expect(rowHash(text)).toBe(bytes.toString('base64url'));
  }
});
