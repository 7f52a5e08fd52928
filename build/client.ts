import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import openapiTypescript, { astToString } from 'paylinks-openapi-typescript';
import type { OpenApi } from './openapi-document.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = 'clients/typescript/src/generated';
const HEAD = '// Made of docs/openapi.json by `npm run client`: not to be changed by hand.\n\n';

/** What the typed client is generated of, by path: its types, and what it must know of operations when it runs. */
export async function generatedClient(): Promise<Record<string, string>> {
  const document = await readFile(join(ROOT, 'docs/openapi.json'), 'utf8');
  const types = await openapiTypescript(document, {
    // A field with a default may be left out of a request.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  });
  return {
    [`${FOLDER}/schema.ts`]: `${HEAD}${astToString(types)}`,
    [`${FOLDER}/operations.ts`]: `${HEAD}${operations(JSON.parse(document))}`,
  };
}

/** Paths of those that are not what they should be. */
export async function staleClient(): Promise<string[]> {
  const stale = await Promise.all(
    Object.entries(await generatedClient()).map(async ([path, text]) =>
      (await readFile(join(ROOT, path), 'utf8').catch(() => undefined)) === text ? [] : [path],
    ),
  );
  return stale.flat();
}

function operations({ paths }: OpenApi): string {
  const keyed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { parameters }]) => parameters.some(({ name }) => name === 'Idempotency-Key'))
      .map(([method]) => `  '${method.toUpperCase()} ${path}',`),
  );
  return [
    '/** Every operation that takes an `Idempotency-Key`. */',
    'export const KEYED_OPERATIONS: ReadonlySet<string> = new Set([',
    ...keyed,
    ']);',
    '',
  ].join('\n');
}

// `npm run client`
if (import.meta.main) {
  for (const [path, text] of Object.entries(await generatedClient())) {
    await writeFile(join(ROOT, path), text);
  }
}
