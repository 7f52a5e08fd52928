import { expect, it } from 'vitest';
import { drawnInto } from '../../build/state-diagram.ts';
import { read } from './pages.ts';

it('docs/concepts.md shows the statuses as they are; `node build/state-diagram.ts` draws them anew', () => {
  const page = read('docs/concepts.md');
  expect(drawnInto(page)).toBe(page);
});
