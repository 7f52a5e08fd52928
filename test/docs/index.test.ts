import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { markdownFiles, read } from './pages.ts';

it('docs/README.md leads to every page of docs', () => {
  const linked = new Set(
    [...read('docs/README.md').matchAll(/\]\(([^)#]+)/g)].map(([, to = '']) => join('docs', to)),
  );
  const pages = markdownFiles().filter((path) => path.startsWith('docs/') && path !== 'docs/README.md');
  // Of the decisions there is an index of their own.
  const wanted = pages.filter((path) => basename(dirname(path)) !== 'decisions');
  expect(wanted.filter((path) => !linked.has(path))).toEqual([]);
});
