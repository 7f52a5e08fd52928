import { once } from 'node:events';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { packageCopy } from '../build/package-copy.ts';
import { runDemoBatch } from './batches/run-demo.ts';
import { startStack } from './stack.ts';

// `npm run demo:batch -- --rows 5000 --provider felloh`: a stack of its own, on which nothing else takes time or rate.
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '5000' },
    provider: { type: 'string', default: 'felloh' },
    seed: { type: 'string', default: '1' },
    /** Where file and reports are put. */
    out: { type: 'string', default: join(import.meta.dirname, '../.local/demo-batch') },
    /** The stack runs on until Ctrl-C, to look around in it. */
    stay: { type: 'boolean', default: false },
  },
});
const { isTTY } = process.stdout;
const say = (line: string) => process.stdout.write(`${isTTY ? '\r\u001b[K' : ''}${line}\n`);

if (!/^[1-9]\d{0,5}$/.test(values.rows) || !/^\d{1,9}$/.test(values.seed)) {
  process.stderr.write('--rows and --seed are numbers, of rows at most 999999\n');
  process.exit(1);
}
say('· Packaging');
const template = join(await packageCopy(), '.serverless/cloudformation-template-update-stack.json');
const stack = await startStack({ template, stackFile: false, progress: (line) => say(`· ${line}`) });
try {
  const at = stack.providers[values.provider];
  if (!at || !stack.demo) {
    throw new Error(
      `--provider is one of ${Object.keys(stack.providers).join(', ')}, not ${values.provider}`,
    );
  }
  const faults = await runDemoBatch({
    api: stack.api,
    key: stack.demo.key,
    controlUrl: at.control_url,
    provider: values.provider,
    connection: at.connection.id,
    rows: Number(values.rows),
    seed: Number(values.seed),
    folder: relative('.', values.out) || '.',
    say,
    show: shower(),
  });
  process.exitCode = faults.length > 0 ? 1 : 0;
  if (values.stay) {
    say(`\nIt runs on at ${stack.api}/_local until Ctrl-C; the key is ${stack.demo.key}`);
    await once(process, 'SIGINT');
  }
} finally {
  await stack.close();
}

/** One line that changes; where nobody looks, one now and then. */
function shower(): (line: string) => void {
  let [last, at] = ['', 0];
  return (line) => {
    if (isTTY) return void process.stdout.write(`\r\u001b[K${line.slice(0, process.stdout.columns)}`);
    if (line === last || performance.now() - at < 5_000) return;
    [last, at] = [line, performance.now()];
    process.stdout.write(`${line}\n`);
  };
}
