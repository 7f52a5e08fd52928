import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Batch, Paylinks } from '../src/index.ts';
import { PaylinksError } from '../src/index.ts';
import { sleep } from '../src/sleep.ts';
import { type Command, type Given, only } from './command.ts';
import { money } from './lines.ts';
import { progressBar, type Step } from './progress-bar.ts';
import { EXIT, type Terminal } from './terminal.ts';

export const batch: Command = {
  usage: '<file.csv> [--connection …] [--yes] [--accept-errors] [--out <folder>]',
  does: 'validates a file of links, asks, runs it, and saves errors.csv and results.csv beside',
  options: {
    connection: { type: 'string' },
    yes: { type: 'boolean', default: false },
    'accept-errors': { type: 'boolean', default: false },
    force: { type: 'boolean', default: false },
    out: { type: 'string', default: '.' },
  },
  async run(given, paylinks, terminal) {
    const path = only(given, 'file');
    const connection = given.text('connection');
    const bar = progressBar(terminal);
    const watching = {
      onProgress: (now: Batch) => bar.show(stepOf(now)),
      pollSeconds: terminal.pollSeconds ?? 1,
    };
    const upload = {
      file: new Uint8Array(await readFile(path)),
      file_name: basename(path),
      ...(given.flag('force') ? { force: true } : {}),
      ...(connection === undefined ? {} : { defaults: { connection } }),
    };
    const checked = await paylinks.batches.upload(upload, watching).finally(bar.end);
    terminal.err(summary(checked));
    if (checked.counts.invalid + checked.counts.duplicate > 0) {
      await save(paylinks, checked, 'errors', given, terminal);
    }
    if (checked.status !== 'ready') return finish(checked, given, terminal);

    const hasErrors = checked.counts.invalid + checked.counts.duplicate > 0;
    if (!(await isWanted(checked, hasErrors, given, terminal))) {
      return finish(await paylinks.batches.cancel(checked.id), given, terminal);
    }
    await paylinks.batches.confirm(checked.id, hasErrors ? { accept_errors: true } : {});
    const done = await paylinks.batches.wait(checked.id, watching).finally(bar.end);
    await save(paylinks, done, 'results', given, terminal);
    if (done.counts.failed > 0) await save(paylinks, done, 'errors', given, terminal);
    return finish(done, given, terminal);
  },
};

function stepOf({ status, progress: { done, of, seconds_left } }: Batch): Step {
  return { status, part: of === 0 ? 0 : done / of, count: `${done}/${of}`, secondsLeft: seconds_left };
}

function summary({ status, rejection, counts, totals, estimate }: Batch): string {
  if (rejection) return `${status}: ${rejection.detail} (${rejection.code})\n`;
  const sums = totals.map(({ amount, currency }) => money(amount, currency)).join(', ');
  return `${counts.valid} rows to run, ${sums || 'nothing'}; ${counts.invalid} invalid, ${counts.duplicate} double; ${estimate.sms} SMS, ${estimate.email} emails\n`;
}

async function isWanted(
  batch: Batch,
  hasErrors: boolean,
  given: Given,
  terminal: Terminal,
): Promise<boolean> {
  if (batch.counts.valid === 0) return false;
  if (hasErrors && given.flag('yes') && !given.flag('accept-errors')) {
    terminal.err('Rows with errors are in the way; --accept-errors runs the others.\n');
    return false;
  }
  if (given.flag('yes')) return true;
  const answer = await terminal.ask(`Create and send ${batch.counts.valid} links? Type yes: `);
  return answer.trim().toLowerCase() === 'yes';
}

/** A report is written a moment after its batch has come so far. */
async function save(
  { batches }: Paylinks,
  { id }: Batch,
  report: 'errors' | 'results',
  given: Given,
  terminal: Terminal,
): Promise<void> {
  const path = join(given.text('out') ?? '.', `${report}.csv`);
  for (let tries = 1; ; tries += 1) {
    try {
      await writeFile(path, await (report === 'errors' ? batches.errorsCsv(id) : batches.resultsCsv(id)));
      terminal.err(`${path}\n`);
      return;
    } catch (error) {
      const isLate = error instanceof PaylinksError && error.code === 'report_not_ready';
      if (!isLate || tries === 30) throw error;
      await sleep((terminal.pollSeconds ?? 2) * 1000);
    }
  }
}

function finish(batch: Batch, { json }: Given, { out }: Terminal) {
  const { id, status, counts } = batch;
  out(
    json
      ? `${JSON.stringify(batch)}\n`
      : `${id}  ${status}  ${counts.link_created} links, ${counts.failed} failed\n`,
  );
  return status === 'completed' ? EXIT.done : EXIT.otherwise;
}
