import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageDoc } from '../../build/coverage.ts';
import { coverageSheets, placesOf, rowsOf } from '../../build/coverage-data.ts';
import { isPlace } from '../../build/coverage-places.ts';
import { AccountError, type Provider } from '../../lib/providers/contract.ts';
import { providers } from '../../lib/providers/registry.ts';
import { root } from './pages.ts';

const sheets = coverageSheets();

it('docs/coverage.md is what its data make of it (else: npm run docs:coverage)', () => {
  expect(readFileSync(join(root, 'docs/coverage.md'), 'utf8')).toBe(coverageDoc());
});

it('there is a sheet for each of the five documents, and for every provider', () => {
  const known = sheets.map(({ provider }) => provider);
  expect(known).toEqual(expect.arrayContaining(['allpay', 'felloh', 'fortis', 'paypoint', 'smarterpay']));
  expect(known).toEqual(expect.arrayContaining(providers.map(({ id }) => id)));
});

describe.each(sheets)('$name', (sheet) => {
  const rows = rowsOf(sheet);

  it('names operations, fields and settings, each once', () => {
    expect(sheet.sheet.map(({ section, of }) => `${section} ${of}`)).toEqual(
      expect.arrayContaining(['1 settings', '2 operations']),
    );
    const names = rows.map(({ section, of, name }) => `${section} ${of} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });

  it('says of every one where it is or why it is not, and of nothing else', () => {
    const mapped = Object.entries(sheet.mapping).flatMap(([group, entries]) =>
      Object.keys(entries).map((name) => `${group} ${name}`),
    );
    expect(mapped.sort()).toEqual(rows.map(({ section, of, name }) => `${section} ${of} ${name}`).sort());
    expect(rows.filter(({ entry }) => entry === undefined)).toEqual([]);
  });

  it('names only places that the API has', () => {
    const places = rows.flatMap(({ entry }) => placesOf(entry));
    expect(places.filter((place) => !isPlace(place))).toEqual([]);
  });

  it('awaits only what is not there yet', () => {
    const awaited = rows.flatMap(({ entry }) => (entry && 'later' in entry ? (entry.awaits ?? []) : []));
    expect(awaited.filter(isPlace)).toEqual([]);
  });
});

// A provider that is not registered yet has nothing that its sheet could be held against.
describe.each(providers)('$name itself', (provider) => {
  const rows = sheets.filter((sheet) => sheet.provider === provider.id).flatMap(rowsOf);
  const places = rows.flatMap(({ entry }) => placesOf(entry));
  const named = (pattern: RegExp) => [
    ...new Set(places.flatMap((place) => pattern.exec(place)?.slice(1) ?? [])),
  ];
  const options = named(/^\S+ \/v1\/links\S*(?:#\/provider_options\/|\?provider_options\[)(\w+)/);
  const filters = named(/^GET \/v1\/connections\/\{id\}\/links\?provider_options\[(\w+)/);

  it('takes every option that its sheet names, and no other', () => {
    expect(options.sort()).toEqual([...provider.limits.options].sort());
  });

  it('filters its own list by every name that its sheet has, and no other', () => {
    expect(filters.sort()).toEqual([...(provider.limits.filters ?? [])].sort());
    const common = named(/^GET \/v1\/connections\/\{id\}\/links\?(q|created_\w+|booking|include_\w+)$/);
    expect(common.filter((name) => !provider.limits.list?.common.some((one) => one === name))).toEqual([]);
  });

  it('takes every setting and credential that its sheet names', () => {
    const settings = named(/^PUT \/v1\/connections\/\{id\}#(\/(?:settings|credentials)\/\w+)/);
    expect(settings.length).toBeGreaterThan(0);
    expect(settings.filter((pointer) => !takes(provider, pointer))).toEqual([]);
    expect(takes(provider, '/settings/no_such_setting')).toBe(false);
  });

  it('has the method of every operation', () => {
    const methods = rows.flatMap(({ entry }) => (entry && 'method' in entry ? (entry.method ?? []) : []));
    expect(methods.filter((method) => Reflect.get(provider, method) === undefined)).toEqual([]);
    expect(rows.filter(({ of, entry }) => of === 'operations' && entry && 'api' in entry)).not.toEqual([]);
  });

  it('lets be changed what its sheet says can be', () => {
    const changed = named(/^PATCH \/v1\/links\/\{id\}#(\S+)/);
    expect(changed.filter((pointer) => !provider.limits.updatable.includes(pointer))).toEqual([]);
  });

  it('has a row for everything that can be expanded', () => {
    const expands = rows.filter(({ of }) => of === 'expands').map(({ name }) => name);
    expect(expands).toEqual(expect.arrayContaining([...(provider.limits.expands ?? [])]));
  });
});

describe('a place', () => {
  it.each([
    'POST /v1/links#/customer/email',
    'GET /v1/links/{id}#/provider_options/anything',
    'GET /v1/links?provider_options[type]',
    'POST /hooks/{token}',
  ])('%s is there', (place) => {
    expect(isPlace(place)).toBe(true);
  });

  it.each([
    'POST /v1/links#/customer/no_such_field',
    'POST /v1/links#/amount/deeper',
    'GET /v1/links?no_such_filter',
    'DELETE /v1/links',
    'POST /v1/no_such_call',
  ])('%s is not', (place) => {
    expect(isPlace(place)).toBe(false);
  });
});

/** Opening an account with a member that the provider has not names it as unknown, whatever else is wrong. */
function takes(provider: Provider, pointer: string): boolean {
  const [, group = '', name = ''] = pointer.split('/');
  const config = { settings: {}, credentials: {}, baseUrls: 'fixed' as const, [group]: { [name]: 'x' } };
  try {
    provider.openAccount(config);
    return true;
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    return !error.issues.some((issue) => issue.pointer === pointer && issue.code === 'unknown_field');
  }
}
