import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** Everything that people read in this repository, as paths from its root. */
export function markdownFiles(): string[] {
  return globSync('**/*.md', {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|artifacts|coverage|\.[^/]+)$/.test(path),
  }).sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** A page without its code blocks: `# comment` in a shell block is no heading. */
export function withoutCode(page: string): string {
  return page.replace(/^( *)(```|~~~)[\s\S]*?^\1\2 *$/gm, '');
}

/** Anchors of the headings as GitHub makes them. */
export function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, text = ''] of withoutCode(page).matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count++) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}
