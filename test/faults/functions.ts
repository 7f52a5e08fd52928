import { join } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import { listFunctions } from '../../build/functions.ts';

/** The exports of a function's file. */
interface Loaded {
  handler(event: unknown, context: object): Promise<unknown>;
}

type Load = (name: string) => Promise<Loaded>;

/** CommonJS: the module as it evaluates itself. */
type Evaluate = (
  require: (name: string) => unknown,
  module: { exports: { default?: Readonly<Record<string, () => Promise<Loaded>>> } },
) => void;

const ROOT = join(import.meta.dirname, '../..');

/** What tests invoke beside the deployed functions, as these are named. */
const BESIDE = ['../test/faults/row-worker'];

let compiled: Promise<() => Load> | undefined;
let load: Promise<Load> | undefined;

/** A function by its file, `links/create`, among the modules that are loaded since `forgetFunctions`. */
export async function loadFunction(name: string): Promise<Loaded> {
  compiled ??= compile();
  load ??= compiled.then((evaluate) => evaluate());
  return (await load)(name);
}

/** What is loaded from now on finds none of our modules loaded. */
export function forgetFunctions(): void {
  load = undefined;
}

/**
 * Each death wants modules that nothing has run in: hundreds of files, of which this makes one that is compiled once.
 * Packages are those of this process, and stay.
 */
async function compile(): Promise<() => Load> {
  const deployed = listFunctions(ROOT).map(({ source }) => source.slice('functions/'.length, -'.ts'.length));
  const names = [...deployed, ...BESIDE];
  const entries = names.map((name) => `'${name}': () => import('./functions/${name}.ts')`);
  const { outputFiles, metafile } = await build({
    // Behind `import()` a module is evaluated when it is first asked for.
    stdin: { contents: `export default {${entries}}`, resolveDir: ROOT },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    packages: 'external',
    logLevel: 'error',
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const packages = new Map<string, unknown>();
  for (const path of new Set(imported)) packages.set(path, await import(/* @vite-ignore */ path));
  // What is handed over is a namespace already, so nothing is to be made of it.
  const text = (outputFiles[0]?.text ?? '').replaceAll(/__toESM\(require\(("[^"]+")\), 1\)/g, 'require($1)');
  const filename = join(ROOT, '.build/functions.cjs');
  const evaluate: Evaluate = new Script(`(function (require, module) {${text}\n})`, {
    filename,
  }).runInThisContext();
  return () => {
    const module: Parameters<Evaluate>[1] = { exports: {} };
    evaluate((name) => packages.get(name), module);
    return async (name) => {
      const found = module.exports.default?.[name];
      if (!found) throw new Error(`there is no function ${name}`);
      return found();
    };
  };
}
