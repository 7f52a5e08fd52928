import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, markdownFiles, read, root, withoutCode } from './pages.ts';

/** `[text](target)`, `![text](target)`, and the `src`, `srcset` and `href` of HTML in a page. */
const target = /\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)|(?:src|srcset|href)="([^"]+)"/g;

const machinePath = /(?<![\w.:/-])\/(?:home|root|Users|work|tmp|mnt|opt)\/[\w.-]+/;
const registryHost =
  /registry\.(?:npmjs|yarnpkg)|\bnpmjs\.org|pypi\.org|artifactory|nexus\.|:\/\/registry\./i;

describe.each(markdownFiles())('%s', (file) => {
  const page = read(file);

  it('leads only to what is there', () => {
    expect(linksOf(page).filter((link) => !resolves(file, link))).toEqual([]);
  });

  it('names no machine and no registry', () => {
    expect(machinePath.exec(page)?.[0]).toBeUndefined();
    expect(registryHost.exec(page)?.[0]).toBeUndefined();
  });
});

it('reads the README and the decisions', () => {
  expect(markdownFiles()).toEqual(
    expect.arrayContaining(['README.md', 'docs/decisions/0001-serverless-fork.md']),
  );
});

it('every page can be reached from the README', () => {
  const reached = new Set(['README.md']);
  for (const file of reached) {
    const pages = linksOf(read(file)).filter((link) => /\.md(#|$)/.test(link) && resolves(file, link));
    for (const link of pages) reached.add(fileOf(file, link));
  }
  expect(markdownFiles().filter((file) => !reached.has(file))).toEqual([]);
});

it('knows a heading by the anchor that GitHub gives it', () => {
  const page = '# The `due` index, at last\n## [Felloh](x.md) & friends\n## Same\n## Same\n```\n# no\n```\n';
  expect([...anchorsOf(page)]).toEqual(['the-due-index-at-last', 'felloh--friends', 'same', 'same-1']);
});

/** What a page leads to within the repository. */
function linksOf(page: string): string[] {
  return [...withoutCode(page).matchAll(target)]
    .map(([, inText, inHtml]) => inText ?? inHtml ?? '')
    .filter((link) => !/^(https?|mailto):/.test(link));
}

function fileOf(from: string, link: string): string {
  const [path = ''] = link.split('#');
  return path === '' ? from : normalize(join(dirname(from), decodeURIComponent(path)));
}

function resolves(from: string, link: string): boolean {
  const file = fileOf(from, link);
  if (file.startsWith('..') || link.startsWith('/') || !existsSync(join(root, file))) return false;
  const [, anchor] = link.split('#');
  return anchor === undefined || !file.endsWith('.md') || anchorsOf(read(file)).has(anchor);
}
