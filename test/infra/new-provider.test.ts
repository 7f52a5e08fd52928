import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const notSources = ['node_modules', '.git', '.build', '.serverless', '.local', 'coverage'];
const vitest = 'node_modules/vitest/vitest.mjs';

let copy: string;
let report: string;

/** What is there at the root, but for what is made: the script must not touch the project that tests it. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'paylinks-new-provider-'));
  for (const name of await readdir(root)) {
    if (!notSources.includes(name)) await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  report = await run('build/new-provider.ts', 'acme');
});

afterAll(() => rm(copy, { recursive: true, force: true }));

/** A script of the copy; gives what it wrote, and throws with all of it where it failed. */
async function run(...args: readonly string[]): Promise<string> {
  const env = Object.entries(process.env).filter(([name]) => !/^(NODE_|VITEST)/.test(name));
  const options = { cwd: copy, env: { ...Object.fromEntries(env), NO_COLOR: '1' }, maxBuffer: 2 ** 24 };
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => {
    throw new Error(`${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`, { cause: error });
  });
  return stdout;
}

const read = (path: string) => readFile(join(copy, path), 'utf8');

describe('npm run new:provider acme', () => {
  it('keeps the contract, is in every list, and its simulator is strict', async () => {
    const tests = [
      'test/providers/acme.test.ts',
      'lib/providers/acme/',
      'local/providers/acme/',
      'lib/providers/registry.test.ts',
    ];
    const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=.build/report.json'];
    await run(vitest, 'run', ...reporters, ...tests);
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(await read('.build/report.json'));
    expect(testResults).toHaveLength(tests.length);
    expect(numPassedTests).toBe(numTotalTests);
    expect(numTotalTests).toBeGreaterThan(180);
  });

  it.each([
    ['types', 'node_modules/typescript/bin/tsc', '-p', '.'],
    ['import directions', 'build/imports.ts'],
    [
      'style',
      'node_modules/@biomejs/biome/bin/biome',
      'check',
      '--error-on-warnings',
      'lib',
      'local',
      'test',
    ],
  ])(
    'has right %s',
    async (_, ...command) => {
      await run(...command);
    },
    120_000,
  );

  it('exports nothing that is not used', async () => {
    expect(await run('node_modules/knip/bin/knip.js', '--no-exit-code')).not.toContain('acme');
  });

  it('has its row in the docs, and its connection on the local stack', async () => {
    const docs = await read('docs/providers.md');
    expect(docs).toContain('## Acme (`acme`)');
    expect(docs).toContain('(providers/acme.md)');
    expect(await read('docs/providers/acme.md')).toMatch(/^# Acme\n[\s\S]*\n## Quirks\n/);
    const start = `
      const { startSimulators } = await import('./local/simulators.ts');
      const { simulated } = await startSimulators({ clock: { now: () => Date.now() }, ports: {} });
      console.log(simulated.map(({ connection }) => connection).join());
      await Promise.all(simulated.map(({ simulator }) => simulator.close()));`;
    expect(await run('--input-type=module', '--eval', start)).toMatch(/(^|,)acme-main\n$/);
    expect(await read('lib/providers/acme/README.md')).toMatch(/^# Acme\n/);
  });

  it('leaves no word of the template', async () => {
    const files = report.split('\n').flatMap((line) => /^ {2}(\S+\.(?:ts|md))$/.exec(line)?.[1] ?? []);
    expect(files).toEqual(
      expect.arrayContaining(['lib/providers/acme/README.md', 'test/providers/acme-harness.ts']),
    );
    for (const file of files) expect(await read(file)).not.toMatch(/sample.?provider|new-provider/i);
  });

  it('tells what to do next, and names only what is there or is to be written', async () => {
    expect(report).toContain('npm test -- acme.test');
    const steps = report.slice(report.indexOf('To make it the real one'));
    const { scripts } = JSON.parse(await read('package.json'));
    for (const [, script = ''] of steps.matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty(script);
    const paths = [...steps.matchAll(/\b(?:docs|lib|local|test)\/[\w./-]+\w/g)].map(([path]) => path);
    const missing = paths.filter((path) => !existsSync(join(copy, path)));
    expect(missing).toEqual(['docs/coverage/acme.json', 'test/providers/acme-quirks.test.ts']);
  });

  it('names what fails until it is written: nothing says where the operations and fields are', async () => {
    await expect(run(vitest, 'run', 'test/docs/coverage.test.ts')).rejects.toThrow('for every provider');
  });
});

it.each([
  ['one that is there', 'felloh', 'felloh is taken'],
  ['one that was just laid out', 'acme', 'acme is taken'],
  ['no id', 'Acme', 'An id is'],
  ['a word of the registry', 'providers', 'providers has a meaning'],
])('refuses %s, and writes nothing', async (_, id, reason) => {
  const before = await Promise.all([read('lib/providers/registry.ts'), read('local/simulators.ts')]);
  await expect(run('build/new-provider.ts', id)).rejects.toThrow(reason);
  expect(await Promise.all([read('lib/providers/registry.ts'), read('local/simulators.ts')])).toEqual(before);
});
