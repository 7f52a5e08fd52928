import { expect, it } from 'vitest';
import { staleClient } from './client.ts';

it('the typed client is what docs/openapi.json makes of it (else: npm run client)', async () => {
  expect(await staleClient()).toEqual([]);
});
