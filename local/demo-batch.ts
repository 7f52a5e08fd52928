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
    /** Calls a second of the connection, of which batches use four fifths; above what the machine works off, rows miss their turns. */
    rate: { type: 'string' },
    /** Where file and reports are put. */
    out: { type: 'string', default: join(import.meta.dirname, '../.local/demo-batch') },
    /** The stack runs on until Ctrl-C, to look around in it. */
    stay: { type: 'boolean', default: false },
  },
});
const { isTTY } = process.stdout;
const say = (line: string) => process.stdout.write(`${isTTY ? '\r\u001b[K' : ''}${line}\n`);

const { rows, seed, rate } = values;
if (!/^[1-9]\d{0,4}$/.test(rows) || !/^\d{1,9}$/.test(seed) || !/^([1-9]\d?|100)$/.test(rate ?? '1')) {
  process.stderr.write('--rows is a number up to 99999, --seed any, --rate one up to 100\n');
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
  if (rate) await setRate(stack.api, stack.demo.key, values.provider, at.connection, Number(rate));
  const faults = await runDemoBatch({
    api: stack.api,
    key: stack.demo.key,
    controlUrl: at.control_url,
    provider: values.provider,
    connection: at.connection.id,
    rows: Number(rows),
    seed: Number(seed),
    folder: relative('.', values.out) || '.',
    say,
    show: shower(),
  });
  process.exitCode = faults.length > 0 ? 1 : 0;
  if (values.stay) {
    say(`\nIt runs on at ${stack.api}/_local until Ctrl-C; the key is ${stack.demo.key}`);
    await once(process, 'SIGINT');
  }
} catch (error) {
  say(`It did not work: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await stack.close();
}

async function setRate(
  api: string,
  key: string,
  provider: string,
  { id, settings, credentials }: { id: string; settings: object; credentials: object },
  calls_per_second: number,
): Promise<void> {
  const answer = await fetch(`${api}/v1/connections/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ provider, settings, credentials, calls_per_second }),
  });
  if (!answer.ok) throw new Error(`the rate was answered ${answer.status}: ${await answer.text()}`);
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
