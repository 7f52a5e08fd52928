import { existsSync, readFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import * as z from 'zod';
import type { Provider } from '../lib/providers/contract.ts';
import { providers } from '../lib/providers/registry.ts';
import { coverageSheets, rowsOf } from './coverage-data.ts';
import { drawnPart } from './drawn-part.ts';
import { table } from './markdown-table.ts';
import { CAPABILITIES, limitRows } from './providers-doc.ts';

const ROOT = join(import.meta.dirname, '..');
const Profile = z.record(z.string(), z.json());
/** What a connection may override in `wire`, by provider. */
const profiles = new Map(
  await Promise.all(
    providers.map(async ({ id }) => {
      const module: object = await import(`../lib/providers/${id}/profile.ts`);
      const [, profile] = Object.entries(module).find(([name]) => name.endsWith('_PROFILE')) ?? [];
      return [id, Profile.parse(profile)] as const;
    }),
  ),
);

/** `docs/providers/<id>.md` of each: what people wrote stays, what follows from the code is made anew. */
export function providerPages(): Record<string, string> {
  return Object.fromEntries(
    providers.map((provider) => {
      const path = `docs/providers/${provider.id}.md`;
      const page = existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : skeleton(provider);
      return [path, drawnPart(page, 'facts', facts(provider))];
    }),
  );
}

function skeleton({ name }: Provider): string {
  return `# ${name}\n\nTo be proved in its sandbox: everything that is assumed.\n\n<!-- facts: begin -->\n<!-- facts: end -->\n`;
}

function facts(provider: Provider): string[] {
  const { id } = provider;
  return [
    'From here on made by `npm run openapi`, from the code and from the adapter’s own page.',
    '',
    '## What it can do',
    '',
    ...coverage(id),
    ...table(
      ['', ''],
      CAPABILITIES.map(([label, of]) => [label, of(provider)]),
    ),
    '',
    '## What a link may hold',
    '',
    ...table(['', ''], limitRows(provider)),
    '',
    '## What to enter',
    '',
    ...sectionOf(id, 'Connection'),
    '',
    '## What is assumed',
    '',
    'What its document leaves open, with the reading chosen. A connection overrides each in `wire`, by its key. Some mean nothing to us and are for the simulator alone.',
    '',
    ...table(
      ['key of `wire`', 'assumed'],
      Object.entries(profiles.get(id) ?? {}).map(([key, value]) => [`\`${key}\``, `\`${spelt(value)}\``]),
    ),
    '',
    '## Quirks',
    '',
    ...sectionOf(id, 'Quirks'),
    '',
    '## Readings chosen',
    '',
    ...sectionOf(id, 'Readings chosen'),
  ];
}

function coverage(id: string): string[] {
  const sheet = coverageSheets().find(({ provider }) => provider === id);
  if (sheet === undefined) return [];
  const rows = rowsOf(sheet);
  const there = rows.filter(({ entry }) => entry && !('later' in entry) && !('never' in entry));
  return [
    `${there.length} of the ${rows.length} operations, fields and settings of its document are here; where each is, and why the others are not: [coverage](../coverage.md#${sheet.name.toLowerCase()}).`,
    '',
  ];
}

/** A section of the adapter's own page, with its links as they are from `docs/providers`. */
function sectionOf(id: string, title: string): string[] {
  const home = `lib/providers/${id}`;
  const page = readFileSync(join(ROOT, home, 'README.md'), 'utf8');
  const [, section] = page.split(`\n## ${title}\n`);
  if (section === undefined) return ['–'];
  const [text = ''] = section.split('\n## ');
  const moved = text.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, target: string) => {
    return `](${relative('docs/providers', normalize(join(home, target)))})`;
  });
  return moved.trim().split('\n');
}

function spelt(value: unknown): string {
  return JSON.stringify(value).replaceAll(/([,:])(?=["[{\d])/g, '$1 ');
}
