import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,local,test,build,infra,clients}/**/*.test.ts'],
    pool: 'forks',
    // Much of it waits for loopback: a third worker keeps two cores busy.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
