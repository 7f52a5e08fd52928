import { expect, it } from 'vitest';
import { drawnInto } from '../../build/state-diagram.ts';
import { BatchStatus } from '../../lib/batches/model/batch.ts';
import { RowState } from '../../lib/batches/model/row.ts';
import { read } from './pages.ts';

const page = read('docs/concepts.md');

it('docs/concepts.md shows the statuses as they are; `node build/state-diagram.ts` draws them anew', () => {
  expect(drawnInto(page)).toBe(page);
});

it('docs/concepts.md tells of each status of a batch and each state of a row', () => {
  const [, section = ''] = /\n## Batches\n([\s\S]*?)\n## /.exec(page) ?? [];
  const named = new Set([...section.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  expect([...BatchStatus.options, ...RowState.options].filter((name) => !named.has(name))).toEqual([]);
});
