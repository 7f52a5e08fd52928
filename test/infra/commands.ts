import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import * as z from 'zod';
import { bundling } from '../../build/functions.ts';

/** SDK clients whose commands stand one by one in a bundle, and the IAM prefix of each. */
const services: Readonly<Record<string, string>> = {
  'client-dynamodb': 'dynamodb',
  'client-kms': 'kms',
  'client-sesv2': 'ses',
  'client-pinpoint-sms-voice-v2': 'sms-voice',
};
export const prefixes = [...Object.values(services), 's3'];

/**
 * What each of our modules does in the bucket: what is signed is done by its signer, and one command may need different
 * rights. Who may not list is told 403 of what is not there.
 */
const fileActions: Readonly<Record<string, readonly string[]>> = {
  'upload-form': ['PutObject'],
  'download-url': ['GetObject'],
  uploaded: ['GetObject', 'ListBucket'],
  read: ['GetObjectVersion'],
  'get-json': ['GetObject', 'ListBucket'],
  'put-json': ['PutObject'],
  report: ['PutObject', 'AbortMultipartUpload'],
};

/** Part of every DynamoDB client; called only where endpoint discovery is switched on. */
const idleCommand = 'dynamodb:DescribeEndpoints';
/** Allowed by the actions of the writes that it holds. */
const transaction = 'dynamodb:TransactWriteItems';

const Route = z.object({
  method: z.string(),
  path: z.string(),
  scope: z.string(),
  idempotent: z.unknown().optional(),
});
const root = join(import.meta.dirname, '../..');

/** The routes of the public contract, by method and path, wherever `lib/api` exports them. */
export async function contractRoutes() {
  const modules = await Promise.all(
    globSync('lib/api/*.ts', { cwd: root })
      .filter((file) => !file.endsWith('.test.ts'))
      .map((file): Promise<Record<string, unknown>> => import(join(root, file))),
  );
  const routes = modules.flatMap((module) =>
    Object.values(module).flatMap((value) => Route.safeParse(value).data ?? []),
  );
  return new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
}

/** A handler's file; `idle` names the files of what `endpoint()` has on board for every route and this one does not use. */
interface Handler {
  source: string;
  idle: readonly string[];
}

/** The IAM actions of the SDK commands that each handler can send, by its file. */
export async function actionsOf(
  handlers: readonly Handler[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  // What is left out is said once for a whole build, and each handler in it is still linked by itself.
  const builds = Map.groupBy(handlers, ({ idle }) => idle.join());
  const actions = await Promise.all(
    [...builds.values()].map((alike) => actionsIn(alike, alike[0]?.idle ?? [])),
  );
  return new Map(actions.flat());
}

async function actionsIn(handlers: readonly Handler[], idle: readonly string[]) {
  const { metafile, outputFiles } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: handlers.map(({ source }) => source),
    outbase: 'functions',
    outdir: NEVER_WRITTEN,
    write: false,
    logLevel: 'error',
    plugins: [leavingOut(idle)],
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]));
  return Object.entries(metafile.outputs).map(([path, { entryPoint = '', inputs }]) => {
    const text = texts.get(join(root, path));
    if (text === undefined) throw new Error(`${path} was not built`);
    return [entryPoint, actionsAmong(inputs, text)] as const;
  });
}

const NEVER_WRITTEN = '.build/never-written';

function actionsAmong(inputs: Metafile['outputs'][string]['inputs'], bundled: string): readonly string[] {
  const actions = Object.entries(inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => {
      const [, client = '', command = ''] =
        /@aws-sdk\/([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(file) ?? [];
      const [, module = ''] = /^lib\/files\/([\w-]+)\.ts$/.exec(file) ?? [];
      const onFiles = (fileActions[module] ?? []).map((action) => `s3:${action}`);
      return client in services ? [`${services[client]}:${command}`] : onFiles;
    });
  const writes = actions.includes(transaction) ? writesIn(bundled) : [];
  return [...actions, ...writes].filter((action) => action !== transaction && action !== idleCommand);
}

/** What transactions are made of, from the bundle's text: property names are whole there. */
function writesIn(bundled: string): readonly string[] {
  return [...bundled.matchAll(/\b(?:(Put|Update|Delete)|ConditionCheck):\{/g)].map(([, write]) =>
    write ? `dynamodb:${write}Item` : 'dynamodb:ConditionCheckItem',
  );
}

function leavingOut(files: readonly string[]): Plugin {
  return {
    name: 'leaving-out',
    setup({ onLoad }) {
      for (const file of files) {
        // CommonJS: whatever is imported from it by name is there, and undefined.
        onLoad({ filter: new RegExp(`${file.replaceAll('.', '\\.')}$`) }, () => ({
          contents: 'module.exports = {};',
          loader: 'js',
        }));
      }
    },
  };
}
