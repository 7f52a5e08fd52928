import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, root } from './pages.ts';

/** How every kind of item is written over a version: a price each kind has for itself. */
const SHARED = { file: 'put-version.ts', name: 'putVersion' };

const modules = globSync('lib/table/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && basename(file) !== SHARED.file)
  .sort();

/** `[`getLink`](../lib/table/links.ts)` */
const named = /\[`(\w+)`\]\(\.\.\/lib\/table\/([\w-]+\.ts)\)/g;

describe('docs/access-patterns.md', () => {
  const page = read('docs/access-patterns.md');
  const documented = [...page.matchAll(named)].map(([, name, file]) => `${file} ${name}`);
  const inCode = modules.flatMap((file) =>
    callingTheTable(read(file)).map((name) => `${basename(file)} ${name}`),
  );

  it('has a row for every exported function that calls the table, and for nothing else', () => {
    expect([...new Set(documented)].sort()).toEqual(inCode.sort());
  });
});

it('tells who calls the table, by itself or through another', () => {
  const source = `
export async function far(table: Table): Promise<void> {
  await near(table);
}

async function near(table: Table) {
  await table.client.send(1);
}

export function pure(): number {
  return 1;
}
`;
  expect(callingTheTable(source)).toEqual(['far']);
  expect(callingTheTable(source.replace('table.client.send(1)', 'putVersion(table)'))).toEqual(['far']);
});

/** Exported functions of a module that send something to the table, through functions of the same module too. */
function callingTheTable(source: string): string[] {
  const functions = [...source.matchAll(/^(export )?(?:async )?function\*? (\w+)[\s\S]*?\n\}$/gm)].map(
    ([text, exported, name = '']) => ({ name, exported: exported !== undefined, text }),
  );
  const calling = new Set([SHARED.name]);
  for (let size = -1; size !== calling.size; ) {
    size = calling.size;
    for (const { name, text } of functions) {
      const calls = [...calling].some((other) => new RegExp(`\\b${other}\\(`).test(text));
      if (calls || text.includes('.client.send(')) calling.add(name);
    }
  }
  return functions.filter(({ name, exported }) => exported && calling.has(name)).map(({ name }) => name);
}
