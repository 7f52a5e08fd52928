import { globSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const include = ['{lib,local,test,build,infra,clients}/**/*.test.ts'];

/** Units that neither change nor measure what all of a process share: its environment, clock, globals and memory. */
const units = globSync('{lib,local}/**/*.test.ts', { cwd: import.meta.dirname }).filter(
  (file) =>
    !/process\.(env|chdir|memoryUsage)|globalThis|\bvi\.|from '[^']*\/functions\/|await import\(/.test(
      readFileSync(`${import.meta.dirname}/${file}`, 'utf8'),
    ),
);

/** What takes longest, some of it at work and some waiting by turns: begun last it would be waited for with a core idle. */
const LONGEST = [
  'test/reminders/model',
  'test/docs/blocks',
  'test/faults/kill-fortis-paypoint-smarterpay',
  'test/batches/deliveries',
  'test/e2e/batches',
  'test/batches/provider-mode',
  'test/webhooks/outages',
  'test/faults/modes-five',
  'test/e2e/first-link',
  'test/faults/modes',
  'test/infra/new-provider',
  'test/batches/kill',
  'test/faults/kill-felloh-allpay',
  'test/cost/cost',
  'test/faults/create-answers',
  'test/webhooks/kill',
].map((name) => `${import.meta.dirname}/${name}.test.ts`);

/** Units are short: they fill what is left at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification) => {
      const at = LONGEST.indexOf(moduleId);
      if (at >= 0) return at;
      return project.name === 'units' ? LONGEST.length + 1 : LONGEST.length;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    // Much of it waits for loopback: a third worker keeps two cores busy.
    maxWorkers: 3,
    // Most of what tests make is garbage at once: it is cheaper to find that seldom.
    execArgv: ['--max-semi-space-size=64'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // A process and its modules cost more than most units do, so units share theirs.
    projects: [
      { extends: true, test: { name: 'units', include: units, isolate: false } },
      { extends: true, test: { name: 'alone', include, exclude: [...configDefaults.exclude, ...units] } },
    ],
  },
});
