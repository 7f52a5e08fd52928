import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compare } from '../batches/compare.ts';
import { type Measured, measure, requestsOf } from '../batches/measured.ts';
import { type About, countUnits, sumOf, type Units } from '../batches/spent.ts';
import { type BatchWorld, startBatchWorld } from '../batches/world.ts';
import { line } from './price-table.ts';

const page = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8');

const RATE = 100;
/** Rows of one chunk, and of the file whose cost is told. */
const CHUNK = 200;
const MANY = 2_000;

const ABOUT: readonly (readonly [About, string])[] = [
  ['row', 'link, binding, message'],
  ['chunk', 'its share of chunk and sums'],
  ['batch', 'its share of the batch'],
  ['rate', 'its share of reservations'],
];

let world: BatchWorld;
let units: Units;
beforeAll(async () => {
  world = await startBatchWorld({ callsPerSecond: RATE });
  units = countUnits(world.table.client);
});
afterAll(() => world.close());

it('a row of a batch with one message costs at most 11 write units, and its requests to SQS are made by ten', async () => {
  const one = await run(CHUNK, 'email');
  const two = await run(2 * CHUNK, 'email');
  const sms = await run(CHUNK, 'sms');
  // Each further chunk of a file costs what the second one has.
  const each = (figure: (measured: Measured) => number) =>
    (figure(one) + (MANY / CHUNK - 1) * (figure(two) - figure(one))) / MANY;
  const writes = each(({ units }) => sumOf(units.writes));
  const ofSms = writes + (sms.units.writes.row - one.units.writes.row) / CHUNK;
  const requests = requestsOf(two.requests, ['rows']) / two.rows;
  const messages = requestsOf(two.requests, ['messages']) / two.rows;
  // Workers that are through at the same moment may hint their batch twice, so this one is no exact count.
  const hints = requestsOf(two.requests, ['batches']);
  const row = (name: string, value: number) => line(name, [value.toFixed(1)], 10);
  const table = [
    line('A row of 2,000, one email each', ['a row'], 10),
    ...ABOUT.map(([about, name]) =>
      row(
        `  ${name}`,
        each(({ units }) => units.writes[about]),
      ),
    ),
    row('write units', writes),
    row('write units, with an SMS instead', ofSms),
    row('requests to SQS: rows', requests),
    row('requests to SQS: messages', messages),
    '',
    line('read units', ['200 rows', '400 rows'], 10),
    line('a batch with its sums', [`${one.shownFor}`, `${two.shownFor}`], 10),
  ].join('\n');
  process.stdout.write(`\n${table}\n\n`);
  expect(writes).toBeLessThanOrEqual(11);
  expect(ofSms).toBeLessThanOrEqual(11.4);
  expect(requests).toBeLessThanOrEqual(0.31);
  expect(hints).toBeLessThanOrEqual(48);
  expect(Math.max(one.shownFor, two.shownFor)).toBeLessThanOrEqual(2);
  expect(page).toContain(table);
}, 900_000);

let from = 1;

async function run(rows: number, channel: 'email' | 'sms'): Promise<Measured> {
  const measured = await measure(world, units, { rows, callsPerSecond: RATE, channel, from });
  from += rows;
  expect(measured.sent).toBe(rows);
  const found = await compare(world, measured.batch.id);
  expect(found).toMatchObject({ links: rows, rows: { link_created: rows } });
  expect(found).toMatchObject({ ledger: from - 1, withoutLink: 0, withoutProvider: 0, doubled: 0 });
  expect(found.rowsWithoutLink).toBe(0);
  return measured;
}
