import { globSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
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

/**
 * The IAM actions of the SDK commands that a handler can send. `endpoint()` has authentication and idempotency on board
 * for every route; `idle` names the files of those that this route does not use.
 */
export async function actionsOf(source: string, idle: readonly string[]): Promise<readonly string[]> {
  const { metafile, outputFiles } = await build({
    ...bundling,
    absWorkingDir: root,
    entryPoints: [source],
    outdir: '.build/never-written',
    write: false,
    logLevel: 'error',
    plugins: [leavingOut(idle)],
  });
  const [output] = Object.values(metafile.outputs);
  const actions = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([file]) => {
      const [, client = '', command = ''] =
        /@aws-sdk\/([\w-]+)\/.*\/commands\/(\w+)Command\.js$/.exec(file) ?? [];
      const [, module = ''] = /^lib\/files\/([\w-]+)\.ts$/.exec(file) ?? [];
      const onFiles = (fileActions[module] ?? []).map((action) => `s3:${action}`);
      return client in services ? [`${services[client]}:${command}`] : onFiles;
    });
  const writes = actions.includes(transaction) ? writesIn(outputFiles[0]?.text ?? '') : [];
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
