import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { systemClock } from '../lib/clock.ts';
import { type Republished, republish } from '../lib/events/republish.ts';
import { tellRecord } from '../lib/events/tell-record.ts';
import { table } from '../lib/table/client.ts';
import { failedRecords } from './failed-records.ts';
import { serverClock } from './server-clock.ts';

const DAY_MS = 24 * 3_600_000;

/** Deliveries are forgotten 30 days after their end: of older events they would be made a second time. */
const FURTHEST_MS = 14 * DAY_MS;

/** What happens just now, the stream tells. */
const NEAREST_MS = 10 * 60_000;

const TELL_MS = process.stdout.isTTY ? 200 : 5_000;

/**
 * `npm run ops:republish -- --since 2026-11-18T00:00:00Z [--until …] [--failed-records <bucket>]`: tells again what the table's stream
 * has lost, in the events of links and batches, in the feed and to webhooks. With the bucket of failed records those first, whole. `TABLE_NAME`
 * names the table; the account is that of the AWS environment. When and why: docs/runbook.md.
 */
const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    until: { type: 'string' },
    'failed-records': { type: 'string' },
  },
});

const now = systemClock.now();
const since = instant('since');
const until = values.until === undefined ? now - NEAREST_MS : instant('until');
if (since < now - FURTHEST_MS) fail('--since may be 14 days ago at most.');
if (until <= since) fail('--until must be after --since, and is ten minutes ago where it is not given.');
if (!process.env.TABLE_NAME) fail('TABLE_NAME must name the table.');

const deps = { table: table(), clock: await serverClock(table()) };
let failed = 0;
const bucket = values['failed-records'];
if (bucket) {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  const client = new S3Client({ forcePathStyle: endpoint !== undefined });
  let records = 0;
  for await (const some of failedRecords({ client, bucket }, since)) {
    for (const record of some) {
      try {
        await tellRecord(deps, record);
      } catch (error) {
        failed += 1;
        say(`Record ${record.dynamodb?.SequenceNumber ?? '?'} fails still: ${nameOf(error)}`);
      }
    }
    records += some.length;
  }
  say(`${records - failed} of ${records} failed records told`);
}

let told = 0;
const so = await republish(
  deps,
  { since, until },
  {
    progress(now) {
      if (performance.now() - told < TELL_MS) return;
      told = performance.now();
      process.stdout.write(process.stdout.isTTY ? `\r\x1b[2K${line(now)}` : `${line(now)}\n`);
    },
    unreadable: ({ pk, sk }) => say(`Not read by this version: ${pk} ${sk}`),
  },
);
say(line(so));
say(
  so.restored + so.deliveries === 0
    ? 'Nothing was missing.'
    : `${so.restored} events and ${so.deliveries} deliveries were missing and are there now; the deliveries leave within minutes.`,
);
process.exitCode = failed + so.unreadable === 0 ? 0 : 1;

function line({ scanned, changed, events, restored, deliveries }: Republished): string {
  return `${scanned} items read, ${changed} links and batches changed since, ${events} events, ${restored} restored, ${deliveries} deliveries made`;
}

function say(text: string): void {
  process.stdout.write(`${process.stdout.isTTY ? '\r\x1b[2K' : ''}${text}\n`);
}

function instant(name: 'since' | 'until'): number {
  const given = values[name];
  const at = given === undefined ? Number.NaN : Date.parse(given);
  if (Number.isNaN(at)) fail(`--${name} must be an instant such as 2026-11-18T00:00:00Z.`);
  return at;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(2);
}
