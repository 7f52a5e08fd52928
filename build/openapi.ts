import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { alarmTable } from './alarm-list.ts';
import { batchColumnsDoc } from './batch-columns-doc.ts';
import { countsIn } from './cost-counts.ts';
import { costTables } from './cost-table.ts';
import { coverageDoc } from './coverage.ts';
import { docsPage } from './docs-page.ts';
import { drawnPart } from './drawn-part.ts';
import { errorTables } from './errors-doc.ts';
import { openApiDocument } from './openapi-document.ts';
import { providerPages } from './provider-pages.ts';
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
    'docs/errors.md': drawnPart(text('docs/errors.md'), 'codes', errorTables()),
    'docs/production.md': drawnPart(
      drawnPart(text('docs/production.md'), 'alarms', alarmTable()),
      'costs',
      costTables(countsIn(text('docs/costs.md'))),
    ),
    ...providerPages(),
  };
}

function text(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Paths of those that are not what they should be. */
export async function staleDocs(): Promise<string[]> {
  const stale = await Promise.all(
    Object.entries(generatedDocs()).map(async ([path, content]) =>
      (await readFile(join(ROOT, path), 'utf8').catch(() => undefined)) === content ? [] : [path],
    ),
  );
  return stale.flat();
}

// `npm run openapi`
if (import.meta.main) {
  for (const [path, content] of Object.entries(generatedDocs())) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), content);
  }
}
