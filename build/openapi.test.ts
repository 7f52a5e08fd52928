import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { PATHS } from '../lib/api/paths.ts';
import { ROUTES } from '../lib/api/routes.ts';
import { ROUTES as DEPLOYED } from '../test/support/world.ts';
import { staleDocs } from './openapi.ts';
import { openApiDocument } from './openapi-document.ts';
import { ANSWERS, BODIES } from './openapi-examples.ts';

const document = openApiDocument();

describe('the generated documents', () => {
  it('are what the sources make of them (else: npm run openapi)', async () => {
    expect(await staleDocs()).toEqual([]);
  });

  it('refer to nothing that is not there', () => {
    const text = JSON.stringify(document);
    const missing = [...text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)].filter(
      ([, kind = '', name = '']) => !(name in (Object(document.components)[kind] ?? {})),
    );
    expect(missing).toEqual([]);
  });

  it('name each operation once', () => {
    const ids = ROUTES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(Object.entries(BODIES))('have an example for %s that the route itself takes', (id, body) => {
    const route = ROUTES.find((one) => one.id === id);
    expect(route && z.safeParse(route.body, body)).toMatchObject({ success: true });
  });

  it('have examples of answers that fit their schemas', () => {
    const link = ROUTES.find(({ id }) => id === 'createLink');
    expect(link && z.safeParse(link.returns.body, ANSWERS.Link)).toMatchObject({ success: true });
  });

  it('make a docs page without script or anything from elsewhere', () => {
    const { html } = JSON.parse(readFileSync(join(import.meta.dirname, '../docs/docs-page.json'), 'utf8'));
    expect(html).not.toMatch(/<script|<link|src=|@import|url\(/);
    for (const { id } of ROUTES) expect(html).toContain(`id="${id}"`);
  });
});

describe('the table of paths', () => {
  const table = Object.entries(PATHS)
    .flatMap(([path, methods]) => methods.map((method) => `${method} ${path}`))
    .sort();

  it('is what is deployed', () => {
    expect(table).toEqual(DEPLOYED.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('has every route', () => {
    expect(table).toEqual(expect.arrayContaining(ROUTES.map(({ method, path }) => `${method} ${path}`)));
  });
});
