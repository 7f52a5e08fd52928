import { expect, test } from 'vitest';
import { circular, forbidden, importsOf } from './imports.ts';

test('reads imports of values, of types, of side effects and of what is exported on', () => {
  const text = `
import type { Link } from './model/link.ts';
import {
  first,
  second,
} from '../money.ts';
import * as z from 'zod/mini';
export { third } from '@aws-sdk/client-sqs';
const late = await import('node:fs');
const text = "import { x } from './no.ts'";
`;
  expect(importsOf('lib/links/create.ts', text).map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
    ['lib/links/model/link.ts', true],
    ['lib/money.ts', false],
    ['zod/mini', false],
    ['@aws-sdk/client-sqs', false],
    ['node:fs', false],
  ]);
});

test.each([
  ['lib/links/create.ts', 'lib/providers/contract.ts', true],
  ['lib/links/create.ts', 'lib/http/endpoint.ts', false],
  ['lib/links/create.ts', '@aws-sdk/client-dynamodb', false],
  ['lib/links/create.ts', 'ky', false],
  ['lib/links/create.ts', 'local/clock.ts', false],
  ['lib/links/model/observe.ts', 'lib/money.ts', true],
  ['lib/links/model/observe.ts', 'lib/links/model/link.ts', true],
  ['lib/links/model/observe.ts', 'lib/links/save.ts', false],
  ['lib/links/model/observe.ts', 'node:crypto', false],
  ['lib/table/links.ts', '@aws-sdk/client-dynamodb', true],
  ['lib/table/links.ts', 'lib/links/model/link.ts', true],
  ['lib/table/links.ts', 'lib/links/save.ts', false],
  ['lib/providers/felloh/index.ts', 'lib/providers/contract.ts', true],
  ['lib/providers/felloh/index.ts', 'lib/providers/allpay/map.ts', false],
  ['lib/providers/felloh/index.ts', 'lib/table/links.ts', false],
  ['lib/money.ts', 'lib/links/model/link.ts', false],
  ['lib/http/endpoint.ts', 'functions/links/create.ts', false],
  ['lib/http/endpoint.ts', 'zod', false],
  ['functions/links/create.ts', 'lib/http/endpoint.ts', true],
  ['local/providers/felloh/server.ts', 'lib/providers/contract.ts', false],
  ['local/providers/felloh/server.ts', 'lib/clock.ts', true],
])('%s → %s is allowed: %s', (from, to, allowed) => {
  expect(forbidden([{ from, to, typeOnly: false }]).length === 0).toBe(allowed);
});

test('finds a ring, but not one of types', () => {
  const ring = ['lib/a.ts', 'lib/b.ts', 'lib/c.ts'].map((from, i, all) => ({
    from,
    to: all[(i + 1) % all.length] ?? '',
    typeOnly: false,
  }));
  expect(circular(ring)).toEqual(['lib/a.ts → lib/b.ts → lib/c.ts → lib/a.ts: a ring']);
  expect(circular(ring.map((link, i) => ({ ...link, typeOnly: i === 1 })))).toEqual([]);
});
