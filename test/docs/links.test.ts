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
    const broken = [...withoutCode(page).matchAll(target)]
      .map(([, inText, inHtml]) => inText ?? inHtml ?? '')
      .filter((link) => !/^(https?|mailto):/.test(link))
      .filter((link) => !resolves(file, link));
    expect(broken).toEqual([]);
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

it('knows a heading by the anchor that GitHub gives it', () => {
  const page = '# The `due` index, at last\n## [Felloh](x.md) & friends\n## Same\n## Same\n```\n# no\n```\n';
  expect([...anchorsOf(page)]).toEqual(['the-due-index-at-last', 'felloh--friends', 'same', 'same-1']);
});

function resolves(from: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? from : normalize(join(dirname(from), decodeURIComponent(path)));
  if (file.startsWith('..') || path.startsWith('/') || !existsSync(join(root, file))) return false;
  return anchor === undefined || !file.endsWith('.md') || anchorsOf(read(file)).has(anchor);
}
