import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Export, NewExport, Paylinks } from '../src/index.ts';
import { type Command, type Given, oneOf } from './command.ts';
import { money } from './lines.ts';
import { progressBar } from './progress-bar.ts';
import { STATUSES } from './statuses.ts';
import { EXIT, type Terminal, UsageError } from './terminal.ts';

const TEXTS = ['connection', 'provider', 'reference', 'batch_id', 'created_from', 'created_to', 'q'] as const;
const DELIMITERS = [',', ';', 'tab'] as const;

export const exportPaid: Command = {
  usage: `--paid-from <date> [--paid-to <date>] [--out <file.csv>] [--status paid…] [--delimiter ';'] [--bom] [--${TEXTS.join(' …] [--')} …]`,
  does: 'writes the links that took money between two dates as CSV, both days included',
  options: {
    'paid-from': { type: 'string' },
    'paid-to': { type: 'string' },
    out: { type: 'string' },
    status: { type: 'string', multiple: true },
    delimiter: { type: 'string', default: ',' },
    bom: { type: 'boolean', default: false },
    'idempotency-key': { type: 'string' },
    ...Object.fromEntries(TEXTS.map((name) => [name, { type: 'string' } as const])),
  },
  async run(given, paylinks, terminal) {
    const idempotencyKey = given.text('idempotency-key');
    const bar = progressBar(terminal);
    const onProgress = ({ status, progress }: Export) =>
      bar.show({
        status,
        part: progress.fraction,
        count: `${progress.rows} of ${progress.looked_at} links`,
        secondsLeft: progress.seconds_left,
      });
    const watching = { onProgress, pollSeconds: terminal.pollSeconds ?? 1 };
    const keyed = idempotencyKey === undefined ? {} : { idempotencyKey };
    const done = await paylinks.exports.run(wanted(given), { ...watching, ...keyed }).finally(bar.end);
    if (done.failure) terminal.err(`${done.failure.detail} (${done.failure.code})\n`);
    if (done.file) await save(paylinks, done, given.text('out') ?? done.file.name, terminal);
    terminal.out(given.json ? `${JSON.stringify(done)}\n` : summary(done));
    return done.status === 'completed' ? EXIT.done : EXIT.otherwise;
  },
};

function wanted(given: Given): NewExport {
  const [paid_from, paid_to, [stray]] = [given.text('paid-from'), given.text('paid-to'), given.positionals];
  if (stray !== undefined) throw new UsageError(`What is ${stray}?`);
  if (paid_from === undefined) throw new UsageError('--paid-from says where the period begins: 2026-11-01.');
  const delimiter = oneOf(given.text('delimiter') ?? ',', DELIMITERS, 'delimiter');
  const status = given.list('status').map((one) => oneOf(one, STATUSES, 'status'));
  const body: NewExport = { paid_from, delimiter: delimiter === 'tab' ? '\t' : delimiter };
  if (paid_to !== undefined) body.paid_to = paid_to;
  if (status.length) body.status = status;
  if (given.flag('bom')) body.bom = true;
  for (const name of TEXTS) {
    const value = given.text(name);
    if (value !== undefined) body[name] = value;
  }
  return body;
}

/** Under its name only when all of it has come as it was written: a part would look like a file with less money in it. */
async function save(
  { exports }: Paylinks,
  { id, file }: Export,
  path: string,
  terminal: Terminal,
): Promise<void> {
  const [part, hash] = [`${path}.part`, createHash('sha256')];
  const target = await open(part, 'w');
  try {
    for await (const chunk of await exports.file(id)) {
      hash.update(chunk);
      await target.writeFile(chunk);
    }
  } finally {
    await target.close();
  }
  if (hash.digest('hex') !== file?.sha256) {
    await rm(part);
    throw new Error('The file did not come as it was written; get it again.');
  }
  await rename(part, path);
  terminal.err(`${path}\n`);
}

function summary({ id, status, progress, totals }: Export): string {
  const sums = totals.map(({ amount_paid, currency }) => money(amount_paid, currency)).join(', ');
  return `${id}  ${status}  ${progress.rows} links, ${sums || 'nothing'}\n`;
}
