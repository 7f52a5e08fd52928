import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importRules } from './import-rules.ts';

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

const root = join(import.meta.dirname, '..');
const folders = '{functions,lib,local,build,infra,test,bench,clients}';
// Reads the imports from the text, types included: a bundler has forgotten those, and they show the direction too.
const importStatement = /^(?:import|export) (type )?(?:[^'";]*? from )?'([^']+)';|\bimport\('([^']+)'\)/gm;

if (import.meta.main) {
  const imports = globSync(`${folders}/**/*.ts`, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));
  const faults = [...forbidden(imports), ...undeclared(imports), ...circular(imports)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`${imports.length} imports, ${faults.length} of them against the rules\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** The imports of one file; a relative one as a path from the root, a package as it is named. */
export function importsOf(from: string, text: string): readonly Import[] {
  return [...text.matchAll(importStatement)].map(([, type, statically, dynamically]) => {
    const to = statically ?? dynamically ?? '';
    return {
      from,
      to: to.startsWith('.') ? join(dirname(from), to) : to,
      typeOnly: type !== undefined,
    };
  });
}

/** Imports against `build/import-rules.ts`. */
export function forbidden(imports: readonly Import[]): readonly string[] {
  return imports.flatMap(({ from, to, typeOnly }) =>
    importRules
      .filter((rule) => {
        const match = rule.from.exec(from);
        if (!match || !rule.to.test(to) || (typeOnly && rule.typesAllowed)) return false;
        const but = rule.but?.replaceAll('$1', match[1] ?? '');
        return but === undefined || !new RegExp(but).test(to);
      })
      .map(({ because }) => `${from} imports ${to}: ${because}`),
  );
}

/** Packages in deployed code that are no `dependencies`; types alone may come from `devDependencies`. */
function undeclared(imports: readonly Import[]): readonly string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return imports
    .filter(({ from, typeOnly }) => /^(lib|functions)\//.test(from) && !typeOnly)
    .filter(({ to }) => !/^node:|^(lib|functions)\//.test(to))
    .filter(({ to }) => !((/^(@[^/]+\/)?[^/]+/.exec(to)?.[0] ?? '') in dependencies))
    .map(({ from, to }) => `${from} imports ${to}: not in package.json's dependencies`);
}

/** Files that import each other in a ring; types alone make none. */
export function circular(imports: readonly Import[]): readonly string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly) targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const rings: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) rings.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const target of targets.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return rings.map((ring) => `${ring}: a ring`);
}
