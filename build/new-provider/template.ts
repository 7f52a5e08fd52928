import { dirname, join, relative } from 'node:path';
import { type Names, TEMPLATE_NAMES } from './names.ts';

/** A provider of its own, type-checked and tested in its place like any other, so that it cannot fall behind. */
export const TEMPLATE = 'build/new-provider';

/** The path in an import of one of the project's files. */
const IMPORT = /(?<=^(?:import|export|\}) [^'\n]*')(\.{1,2}\/[^']+)(?=';$)/gm;

/** Where a template's file goes; both paths are from the root. */
export function targetOf(path: string, names: Names): string {
  const [kind = '', ...rest] = relative(TEMPLATE, path).split('/');
  const folders: Readonly<Record<string, string>> = {
    lib: `lib/providers/${names.id}`,
    local: `local/providers/${names.id}`,
    test: 'test/providers',
  };
  const folder = folders[kind];
  if (folder === undefined) throw new Error(`${path} is no template`);
  // A page that is not itself one: the documentation's tests read every .md.
  return join(folder, renamed(rest.join('/'), names).replace(/^readme\.txt$/, 'README.md'));
}

/** A template's text under the new name, with its imports as its new place needs them. */
export function laidOut(path: string, text: string, names: Names): string {
  const target = targetOf(path, names);
  const moved = text.replaceAll(IMPORT, (specifier) => {
    const imported = join(dirname(path), specifier);
    const isTemplate = imported.startsWith(`${TEMPLATE}/`);
    const from = relative(dirname(target), isTemplate ? targetOf(imported, names) : imported);
    return from.startsWith('.') ? from : `./${from}`;
  });
  return renamed(moved, names);
}

function renamed(text: string, names: Names): string {
  return text
    .replaceAll(TEMPLATE_NAMES.id, names.id)
    .replaceAll(TEMPLATE_NAMES.camel, names.camel)
    .replaceAll(TEMPLATE_NAMES.pascal, names.pascal)
    .replaceAll(TEMPLATE_NAMES.constant, names.constant)
    .replaceAll(TEMPLATE_NAMES.words, names.words);
}
