import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWholeStack } from '../e2e/whole-stack.ts';
import { type Block, blocksOf, pagesToRun, scriptOf } from './blocks.ts';
import { markdownFiles, read, root } from './pages.ts';

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let folder: string;

beforeAll(async () => {
  await mkdir(join(root, '.build'), { recursive: true });
  // Below the root, so that blocks in TypeScript find its packages.
  folder = await mkdtemp(join(root, '.build/docs-'));
  whole = await startWholeStack();
}, 240_000);

afterAll(async () => {
  await whole?.stack.close();
  await rm(folder, { recursive: true, force: true });
});

it.each(pagesToRun())(
  'the blocks of %s run one after the other on the local stack',
  async (path) => {
    const blocks = blocksOf(read(path));
    const place = join(folder, path.replaceAll('/', '-'));
    await prepare(place, path, blocks);
    const error = await run(place, scriptOf(blocks));
    const reached = Number(await readFile(join(place, 'reached'), 'utf8').catch(() => '-1'));
    const output = await readFile(join(place, `block-${reached}`), 'utf8').catch(() => '');
    expect(error, `${path}:${blocks[reached]?.line ?? 0}\n${output}`).toBe('');
    for (const [index, { refused }] of blocks.entries()) {
      if (refused) expect(await readFile(join(place, `block-${index}`), 'utf8')).toContain('urn:paylinks:');
    }
  },
  300_000,
);

describe('blocks', () => {
  const page = [
    '```sh\none\n```',
    '<!-- not run: AWS alone -->\n\n```sh\ntwo\n```',
    '   <!-- refused -->\n   ```ts\n   three\n     four\n   ```',
    '```json\n{}\n```\n',
  ].join('\n\n');

  it('are read with what is said of them', () => {
    expect(blocksOf(page)).toEqual([
      { language: 'sh', code: 'one\n', line: 1, refused: false },
      { language: 'sh', code: 'two\n', line: 7, notRun: 'AWS alone', refused: false },
      { language: 'ts', code: 'three\n  four\n', line: 12, refused: true },
    ]);
  });

  it('are found on every page, however their language is written', () => {
    const fences = markdownFiles().flatMap((path) =>
      [...read(path).matchAll(/^ *```(bash|shell|console|js|javascript|typescript)\b/gm)].map(() => path),
    );
    expect(fences, 'say `sh` or `ts`, so that they are run').toEqual([]);
  });
});

/** What a reader has beside the page: the addresses of the stack, a link, an account at each provider. */
async function prepare(place: string, path: string, blocks: readonly Block[]): Promise<void> {
  const { api, controls, endpoints, providers, demo } = whole.stack;
  await mkdir(join(place, '.local'), { recursive: true });
  const stack = JSON.stringify({ api, controls, endpoints, providers, demo });
  await writeFile(join(place, '.local/stack.json'), stack);
  const provider = /^docs\/providers\/(\w+)\.md$/.exec(path)?.[1];
  const account = provider === undefined ? undefined : providers[provider]?.connection;
  if (account !== undefined) {
    const { settings, credentials } = account;
    await writeFile(join(place, 'connection.json'), JSON.stringify({ provider, settings, credentials }));
  }
  for (const [index, { language, code }] of blocks.entries()) {
    if (language === 'ts') await writeFile(join(place, `block-${index}.ts`), code);
  }
}

async function run(place: string, script: string): Promise<string> {
  const { stack } = whole;
  const control = stack.providers.felloh?.control_url ?? '';
  const { id } = await whole.createLink({ delivery: { channels: [] } });
  const env = {
    ...process.env,
    PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    API: stack.api,
    KEY: stack.demo?.key,
    CONTROL: control,
    LINK: id,
    LINK_BEFORE: id,
  };
  // A group of its own: whatever a block has started ends with it.
  const child = spawn('bash', ['-c', script], {
    cwd: place,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  const late = setTimeout(() => pid !== undefined && process.kill(-pid, 'SIGKILL'), 240_000);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  clearTimeout(late);
  await fetch(`${control}/faults`, { method: 'DELETE' });
  return code === 0 ? '' : `ended with ${code}: ${said}`;
}
