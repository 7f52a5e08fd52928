import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
const sources = [
  'serverless.yml',
  'package.json',
  'package-lock.json',
  'docs/docs-page.json',
  'docs/openapi.json',
  'infra',
  'build',
  'functions',
  'lib',
];
const staleMs = 600_000;
const packagedWithinMs = 90_000;

/**
 * `npm run package` in a copy of what it reads, for tests: they run at the same time, and each packaging would clear
 * away the other's `.serverless`. Packages once for the same sources, however many tests ask.
 *
 * @returns the copy's directory, with `.serverless/` and `.build/` in it as in the root after `npm run package`.
 */
export async function packageCopy(): Promise<string> {
  const parent = join(root, '.build/test');
  const packaged = join(parent, `packaged-${await digestOfSources()}`);
  await mkdir(parent, { recursive: true });
  const turn = `${packaged}.turn`;
  for (; !existsSync(packaged); await sleep(100)) {
    if (!(await isMine(turn))) continue;
    await packageTo(parent, packaged).finally(() => rm(turn, { recursive: true, force: true }));
  }
  return packaged;
}

/** Whether it is this process that packages: the others wait, but for nobody who has died over it. */
async function isMine(turn: string): Promise<boolean> {
  // Without `recursive` one alone can make it.
  const isMade = await mkdir(turn).then(
    () => true,
    () => false,
  );
  if (isMade) return true;
  const { mtimeMs } = await stat(turn).catch(() => ({ mtimeMs: Date.now() }));
  if (Date.now() - mtimeMs > packagedWithinMs) await rm(turn, { recursive: true, force: true });
  return false;
}

async function packageTo(parent: string, packaged: string): Promise<void> {
  await forgetStale(parent);
  const copy = await mkdtemp(join(parent, 'packaging-'));
  for (const source of sources) {
    if (existsSync(join(root, source))) await cp(join(root, source), join(copy, source), { recursive: true });
  }
  await runPackage(copy);
  // Whoever took too long may find that another was first: then its copy is as good.
  await rename(copy, packaged).catch(() => rm(copy, { recursive: true }));
}

/** Runs `serverless package` without credentials, and failing at the first attempt to connect anywhere. */
async function runPackage(directory: string): Promise<void> {
  const noNetwork = `
    import { Socket } from 'node:net';
    Socket.prototype.connect = () => { throw new Error('Packaging must not use the network'); };
  `;
  const env = Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_|VITEST)/.test(name));
  const framework = join(root, 'node_modules/serverless/bin/serverless.js');
  const options = {
    cwd: directory,
    env: {
      ...Object.fromEntries(env),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(noNetwork)}`,
    },
  };
  await promisify(execFile)(process.execPath, [framework, 'package'], options).catch((error) => {
    throw new Error(`Packaging failed:\n${error.stdout}\n${error.stderr}`, { cause: error });
  });
}

async function digestOfSources(): Promise<string> {
  const files = globSync(
    sources.flatMap((source) => [source, `${source}/**/*.{ts,yml}`]),
    { cwd: root },
  );
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    if ((await stat(join(root, file))).isFile()) hash.update(file).update(await readFile(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function forgetStale(parent: string): Promise<void> {
  for (const name of globSync('packag*', { cwd: parent })) {
    const directory = join(parent, name);
    const { mtimeMs } = await stat(directory).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > staleMs) await rm(directory, { recursive: true, force: true });
  }
}
