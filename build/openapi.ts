import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batchColumnsDoc } from './batch-columns-doc.ts';
import { coverageDoc } from './coverage.ts';
import { docsPage } from './docs-page.ts';
import { openApiDocument } from './openapi-document.ts';
import { providersDoc } from './providers-doc.ts';

const ROOT = join(import.meta.dirname, '..');

/** Every generated document by its path: made of the same objects that the handlers use. */
export function generatedDocs(): Record<string, string> {
  const document = openApiDocument();
  return {
    'docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
    // As JSON, so that the function which serves it can import it.
    'docs/docs-page.json': `${JSON.stringify({ html: docsPage(document) }, null, 2)}\n`,
    'docs/providers.md': providersDoc(),
    'docs/coverage.md': coverageDoc(),
    'docs/batch-columns.md': batchColumnsDoc(),
  };
}

/** Paths of those that are not what they should be. */
export async function staleDocs(): Promise<string[]> {
  const stale = await Promise.all(
    Object.entries(generatedDocs()).map(async ([path, text]) =>
      (await readFile(join(ROOT, path), 'utf8').catch(() => undefined)) === text ? [] : [path],
    ),
  );
  return stale.flat();
}

// `npm run openapi`
if (import.meta.main) {
  for (const [path, text] of Object.entries(generatedDocs())) await writeFile(join(ROOT, path), text);
}
