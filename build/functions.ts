import { globSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';

/** One deployed function: a file in `functions/`, its name on AWS and its bundle. Paths are relative to the root. */
export type FunctionBundle = {
  /** Folder and file in camel case: `functions/links/create.ts` is `linksCreate`. */
  readonly name: string;
  readonly folder: string;
  readonly source: string;
  readonly bundle: string;
};

/** How everything that runs on Lambda is bundled; `bench/` bundles its yardstick with the same options. */
export const bundling = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  // The SDK's `main` is CommonJS, which cannot be shaken: `module` first makes a bundle several times smaller.
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  outExtension: { '.js': '.mjs' },
} as const satisfies BuildOptions;

/** Every file in `functions/`, sorted by path. Tests may stand beside them. */
export function listFunctions(root: string): readonly FunctionBundle[] {
  return globSync('functions/*/*.ts', { cwd: root })
    .filter((source) => !source.endsWith('.test.ts'))
    .sort()
    .map((source) => {
      const path = source
        .replaceAll('\\', '/')
        .replace(/^functions\//, '')
        .replace(/\.ts$/, '');
      const [folder = ''] = path.split('/');
      const name = path.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase());
      return { name, folder, source, bundle: `.build/functions/${path}.mjs` };
    });
}

/**
 * Bundles every function to `.build/functions/<folder>/<file>.mjs`, with its source map beside it, and writes what
 * each bundle is made of to `.build/meta/functions.json`. The same sources give the same bytes.
 */
export async function buildFunctions(root: string): Promise<Metafile> {
  const functions = listFunctions(root);
  const { metafile } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: functions.map(({ source }) => source),
    outbase: 'functions',
    outdir: '.build/functions',
    sourcemap: 'linked',
    sourcesContent: false,
  });
  // Only now, and only what is left over: a local stack may be running from the bundles of before.
  const stale = globSync('.build/functions/**/*.mjs', { cwd: root }).filter(
    (file) => !(file in metafile.outputs),
  );
  for (const file of stale) await rm(join(root, file));

  const metaFile = join(root, '.build/meta/functions.json');
  await mkdir(dirname(metaFile), { recursive: true });
  await writeFile(metaFile, JSON.stringify(metafile));
  return metafile;
}

// No top-level await: the framework loads this file with `require`.
if (import.meta.main) void buildFunctions(join(import.meta.dirname, '..'));
