import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Batch, type BatchClient, createBatchClient } from './client.ts';
import { compareLedger, pagesAt } from './compare-ledger.ts';
import { demoFile } from './demo-file.ts';
import { grouped, progressLine } from './progress-line.ts';

export interface DemoRun {
  api: string;
  key: string;
  controlUrl: string;
  provider: string;
  connection: string;
  rows: number;
  seed?: number;
  /** Where file and reports are put. */
  folder: string;
  /** A line that stays. */
  say(line: string): void;
  /** How far it is; each takes the place of the one before, where somebody looks. */
  show(line: string): void;
}

const LOOK_EVERY_MS = 500;
/** Rows are counted when the two hundred around them have ended; without one more in this time something is wrong. */
const PATIENCE_MS = 15 * 60_000;

/** A file of many links, from upload to the last row, and both ledgers compared; gives what is not as it should be. */
export async function runDemoBatch(run: DemoRun): Promise<string[]> {
  const { api, key, controlUrl, provider, rows, say } = run;
  const client = createBatchClient({ api, key });
  const file = demoFile({ rows, provider, ...(run.seed === undefined ? {} : { seed: run.seed }) });
  mkdirSync(run.folder, { recursive: true });
  const at = (name: string) => join(run.folder, name);
  writeFileSync(at('upload.csv'), file.csv);
  const before = await pagesAt(controlUrl);
  const begun = performance.now();
  const created = await client.create({
    file_name: 'arrears.csv',
    // Links alone: what is sent is another demo's matter.
    defaults: { connection: run.connection, delivery: { channels: [] }, reminders: 'none' },
  });
  say(`Batch ${created.id}: ${grouped(rows)} rows (${at('upload.csv')}) at ${provider}`);
  say(`To be watched at ${api}/_local/batches/${created.id}\n`);
  await client.upload(created, 'arrears.csv', file.csv);
  await client.confirmUpload(created.id);
  const ready = await follow(client, run, created.id, ['validating']);
  const validated = performance.now();
  if (ready.status !== 'ready') throw new Error(`the file was not taken: ${JSON.stringify(ready.rejection)}`);
  say(
    `Validated in ${seconds(validated - begun)}: ${grouped(ready.counts.valid)} good, ${grouped(ready.counts.invalid)} invalid, ${grouped(ready.counts.duplicate)} duplicate; confirmed without those`,
  );
  await client.confirm(created.id);
  const done = await follow(client, run, created.id, ['processing']);
  const ran = performance.now() - validated;
  const perSecond = Math.round((done.progress.of / ran) * 10_000) / 10;
  say(`Ran in ${seconds(ran)}, ${perSecond} rows/s\n`);
  for (const [state, count] of Object.entries(done.counts))
    if (count > 0 || state === 'failed') say(`  ${grouped(count).padStart(8)}  ${state}`);
  for (const name of ['results.csv', 'errors.csv'] as const) {
    writeFileSync(at(name), await reportOf(client, created.id, name));
    say(`  ${at(name)}`);
  }
  const books = await compareLedger(client, created.id, controlUrl, before);
  say(
    `\nLedgers: ${grouped(books.rows)} rows with a link, ${grouped(books.ours)} links of ours, ${grouped(books.theirs)} made by ${provider}`,
  );
  const faults = [...countFaults(done, file), ...books.faults];
  for (const fault of faults) say(`  not as it should be: ${fault}`);
  if (faults.length === 0) say('Each row with a link has exactly one, and no link is without a row.');
  return faults;
}

/** Shows how far it is until it is in none of these states any more. */
async function follow(
  client: BatchClient,
  { show }: DemoRun,
  id: string,
  states: readonly string[],
): Promise<Batch> {
  let moved = { done: -1, at: performance.now() };
  for (;;) {
    const batch = await client.read(id);
    show(progressLine(batch));
    if (!states.includes(batch.status)) return batch;
    const now = performance.now();
    if (batch.progress.done !== moved.done) moved = { done: batch.progress.done, at: now };
    if (now - moved.at > PATIENCE_MS) throw new Error(`nothing moves: ${JSON.stringify(batch)}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Written after the last row. */
async function reportOf(
  client: BatchClient,
  id: string,
  name: 'errors.csv' | 'results.csv',
): Promise<string> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const report = await client.report(id, name);
    if (report !== undefined) return report;
    if (performance.now() > end) throw new Error(`there is no ${name}`);
    await sleep(LOOK_EVERY_MS);
  }
}

function countFaults({ counts }: Batch, file: ReturnType<typeof demoFile>): string[] {
  const good = file.rows - file.invalid - file.duplicate;
  const expected: [string, number, number][] = [
    ['rows', counts.rows, file.rows],
    ['invalid', counts.invalid, file.invalid],
    ['duplicate', counts.duplicate, file.duplicate],
    ['link_created', counts.link_created, good],
  ];
  return expected.flatMap(([name, is, should]) => (is === should ? [] : [`${name} is ${is}, not ${should}`]));
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
