import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue, factsOf } from './catalogue.ts';
import { providerOf, providers } from './registry.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the registry', () => {
  it('has every folder, and nothing else', () => {
    expect(providers.map(({ id }) => id).sort()).toEqual(folders.sort());
  });

  it('and the catalogue say the same', () => {
    for (const provider of providers) expect(provider).toMatchObject({ ...factsOf(provider.id) });
    expect(catalogue).toHaveLength(providers.length);
  });

  it('finds by id, and nothing by another name', () => {
    expect(providerOf('felloh')?.name).toBe('Felloh');
    expect([providerOf('constructor'), providerOf(''), factsOf('Felloh')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(providers)('$name offers a way to read a link, and patterns that are patterns', (provider) => {
    expect(provider.fetchLink ?? provider.listLinks).toBeTypeOf('function');
    for (const pattern of Object.values(provider.limits.patterns))
      expect(new RegExp(pattern, 'u')).toBeTruthy();
    expect(JSON.parse(JSON.stringify(provider.limits))).toEqual(provider.limits);
    expect(provider.hasBatches === true, 'what is said of batches is there').toBe(
      provider.batches !== undefined,
    );
  });
});
