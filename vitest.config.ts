import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,local,test,build,infra,clients}/**/*.test.ts'],
    pool: 'forks',
    // Much of it waits for loopback and for real time: four workers keep two cores busy.
    maxWorkers: 4,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
