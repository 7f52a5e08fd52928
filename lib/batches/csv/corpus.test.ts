import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readCsv } from '../../../test/support/csv/read-csv.ts';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('csv-spectrum'));
const Row = z.record(z.string(), z.string());
// A file of one row has that row alone.
const Expected = z.union([
  z.array(Row),
  z.pipe(
    Row,
    z.transform((row) => [row]),
  ),
]);
/** Where the corpus disagrees with itself, its CSV counts. */
const misprint = { json: '1234567890', csv: '2095257564' };
const files = globSync(join(folder, 'csvs/*.csv'));

test('the corpus is there', () => {
  expect(files).toHaveLength(12);
});

test.each(files.map((file) => [basename(file, '.csv'), file] as const))('csv-spectrum: %s', (name, file) => {
  const { dialect, rows } = readCsv(readFileSync(file));
  const read = rows.map((row) =>
    'fault' in row
      ? row.fault
      : Object.fromEntries(dialect.columns.map((column, at) => [column, row.cells[at]])),
  );
  const json = readFileSync(join(folder, `json/${name}.json`), 'utf8');
  expect(read).toEqual(Expected.parse(JSON.parse(json.replace(misprint.json, misprint.csv))));
});
