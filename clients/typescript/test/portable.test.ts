import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const root = JSON.parse(readFileSync(join(folder, '../../package.json'), 'utf8'));
const sources = globSync('src/**/*.ts', { cwd: folder }).filter((file) => !file.includes('generated/schema'));

describe('the client', () => {
  it.each(sources)('%s runs in browsers and on the edge, and imports only what it names', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).not.toMatch(/from 'node:|\b(process|Buffer|require|__dirname|setImmediate)\b[.(]/);
    const packages = [...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => name);
    expect(packages.filter((name) => !(String(name) in manifest.dependencies))).toEqual([]);
  });

  it('has the versions that are tested here', () => {
    const tested = { ...root.dependencies, ...root.devDependencies };
    for (const [name, version] of Object.entries(manifest.dependencies)) expect(tested[name]).toBe(version);
  });
});
