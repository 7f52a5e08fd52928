import { globSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

const include = ['{lib,local,test,build,infra,clients}/**/*.test.ts'];

/** Units that neither change nor measure what all of a process share: its environment, clock, globals and memory. */
const units = globSync('{lib,local}/**/*.test.ts', { cwd: import.meta.dirname }).filter(
  (file) =>
    !/process\.(env|chdir|memoryUsage)|globalThis|\bvi\.|from '[^']*\/functions\/|await import\(/.test(
      readFileSync(`${import.meta.dirname}/${file}`, 'utf8'),
    ),
);

export default defineConfig({
  test: {
    pool: 'forks',
    // Much of it waits for loopback: a third worker keeps two cores busy.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A process and its modules cost more than most units do, so units share theirs.
    projects: [
      { extends: true, test: { name: 'units', include: units, isolate: false } },
      { extends: true, test: { name: 'alone', include, exclude: [...configDefaults.exclude, ...units] } },
    ],
  },
});
