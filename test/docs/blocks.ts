import { markdownFiles, read } from './pages.ts';

/** A block of code that can be run: a reader would copy it as it stands. */
export interface Block {
  language: 'sh' | 'ts';
  code: string;
  /** Line of the page on which it begins. */
  line: number;
  /** Why no test runs it. */
  notRun?: string;
  /** The API answers with a problem, which is what the block shows. */
  refused: boolean;
}

/**
 * The blocks of a page in `sh` and `ts`. A comment before one says what is special about it: `<!-- not run: why -->`, or
 * `<!-- refused -->` where the answer is a problem.
 */
export function blocksOf(page: string): Block[] {
  const fence = /^( *)(?:<!-- (?:not run: (.+?)|(refused)) -->\n+\1)?```(sh|ts)\n([\s\S]*?)^\1``` *$/gm;
  return [...page.matchAll(fence)].map((found) => {
    const [whole, indent = '', notRun, refused, language, code = ''] = found;
    return {
      language: language === 'ts' ? 'ts' : 'sh',
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: page.slice(0, found.index + whole.indexOf('```')).split('\n').length,
      ...(notRun === undefined ? {} : { notRun }),
      refused: refused !== undefined,
    };
  });
}

/** Pages with a test that runs their blocks and looks at what they print. */
const runElsewhere: Readonly<Record<string, string>> = {
  'docs/batches.md': 'test/e2e/batches.test.ts',
  'docs/client.md': 'test/docs/client.test.ts',
};

/** Pages with a block to run; the one that moves time comes last. */
export function pagesToRun(): string[] {
  const last = 'docs/local-stack.md';
  const pages = markdownFiles().filter(
    (path) => !(path in runElsewhere) && blocksOf(read(path)).some(({ notRun }) => notRun === undefined),
  );
  return [...pages.filter((path) => path !== last), ...pages.filter((path) => path === last)];
}

/**
 * A page's blocks as one script, each block's output in `block-<n>`. An answer of 4xx or 5xx ends it, as does any command
 * that fails. `LINK` is the link that was answered last, as the pages say.
 */
export function scriptOf(blocks: readonly Block[]): string {
  return [
    'set -euo pipefail',
    'curl() { command curl --fail-with-body "$@"; }',
    ...blocks.flatMap(({ language, code, notRun, refused }, index) => {
      if (notRun !== undefined) return [];
      const output = `block-${index}`;
      const run = language === 'ts' ? `node ${output}.ts` : code;
      return [
        `echo ${index} > reached`,
        refused ? `(\n${run}\n) > ${output} || true` : `{\n${run}\n} > ${output}`,
        `LINK=$(jq -er 'select(.object == "link") | .id' ${output} 2> /dev/null) || LINK=\${LINK_BEFORE:-}`,
        'LINK_BEFORE=$LINK; export LINK',
      ];
    }),
    '',
  ].join('\n');
}
