import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PROVIDERS } from '../faults/connections.ts';
import { startWholeStack } from './whole-stack.ts';

const root = join(import.meta.dirname, '../..');

let whole: Awaited<ReturnType<typeof startWholeStack>>;
let folder: string;

beforeAll(async () => {
  whole = await startWholeStack();
  folder = await mkdtemp(join(tmpdir(), 'paylinks-pay-at-'));
}, 120_000);

afterAll(async () => {
  await whole?.stack.close();
  await rm(folder, { recursive: true, force: true });
});

/** `npm run demo:providers` on the stack that a file tells of. */
async function payAt(providers: readonly string[]): Promise<{ code: number; printed: string }> {
  const { api, demo, providers: all } = whole.stack;
  const file = join(folder, `${providers.length}.json`);
  const chosen = Object.fromEntries(Object.entries(all).filter(([name]) => providers.includes(name)));
  await writeFile(file, JSON.stringify({ api, demo, providers: chosen }));
  return new Promise((resolve) => {
    const env = { ...process.env, PAYLINKS_STACK_FILE: file };
    execFile(process.execPath, ['local/pay-at-providers.ts'], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, printed: stdout + stderr }),
    );
  });
}

/** What was printed of one provider. */
function partOf(printed: string, provider: string): string {
  return printed.split('\n\n').find((part) => part.startsWith(`${provider}\n`)) ?? '';
}

it('the README’s example is paid at every provider, and each timeline is shown', async () => {
  const { code, printed } = await payAt(PROVIDERS);
  expect(printed).toContain(`Paid at all ${PROVIDERS.length} providers.`);
  for (const provider of PROVIDERS) {
    expect(partOf(printed, provider)).toMatch(
      /created .*active[\s\S]*in the outbox .*email and sms[\s\S]*opened [\s\S]*paid there [\s\S]*link\.opened +payer[\s\S]*link\.paid/,
    );
  }
  expect(code).toBe(0);
}, 60_000);

it('one that is not paid is told, and fails the command', async () => {
  whole.stack.engines.felloh.fail({ operation: 'create', kind: 'status', status: 422 });
  const { code, printed } = await payAt(['felloh', 'fortis']);
  expect(partOf(printed, 'felloh')).toContain('not paid: POST /v1/links answered 422');
  expect(partOf(printed, 'fortis')).toMatch(/link\.paid +provider/);
  expect(printed).toContain('Not paid at felloh.');
  expect(code).toBe(1);
}, 20_000);
