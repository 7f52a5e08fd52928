import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageCopy } from '../build/package-copy.ts';
import { payAtEach, StackFile } from './pay-at-each.ts';
import { startStack } from './stack.ts';

const { PAYLINKS_STACK_FILE = join(import.meta.dirname, '../.local/stack.json') } = process.env;
const say = (line: string) => process.stdout.write(`${line}\n`);

// `npm run demo:providers`: on the stack that runs, else on one of its own.
const running = existsSync(PAYLINKS_STACK_FILE)
  ? StackFile.parse(JSON.parse(readFileSync(PAYLINKS_STACK_FILE, 'utf8')))
  : undefined;
if (running) say(`On the stack at ${running.api}`);
const own = running ? undefined : await startOwn();
try {
  const stack = running ?? StackFile.parse(own);
  const failed = await payAtEach(stack, say);
  const count = Object.keys(stack.providers).length;
  say(`\n${failed.length ? `Not paid at ${failed.join(', ')}.` : `Paid at all ${count} providers.`}`);
  process.exitCode = failed.length ? 1 : 0;
} finally {
  await own?.close();
}

/** Behind a package of its own, which is made once for the same sources. */
async function startOwn() {
  say('· Packaging');
  const template = join(await packageCopy(), '.serverless/cloudformation-template-update-stack.json');
  return startStack({ template, stackFile: false, progress: (line) => say(`· ${line}`) });
}
