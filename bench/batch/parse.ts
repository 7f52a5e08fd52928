import { parse } from 'csv-parse/sync';
import { rowBodyReader } from '../../lib/api/batch-row.ts';
import { plainCells } from '../../lib/api/plain-cells.ts';
import { rowChecker } from '../../lib/batches/columns/check-row.ts';
import { openedAt } from '../../lib/batches/columns/opened-fixture.ts';
import { resolveColumns } from '../../lib/batches/columns/resolve.ts';
import { parseChunk } from '../../lib/batches/csv/parse.ts';
import { chunkScanner } from '../../lib/batches/csv/scan.ts';
import { systemClock } from '../../lib/clock.ts';
import { createOrganisation } from '../../lib/organisations/create.ts';
import { fileOf } from '../../test/batches/measured.ts';
import { startTable } from '../../test/support/start-table.ts';
import { say, tell } from './say.ts';

const ROWS = 20_000;
const ROUNDS = 5;
const dialect = { delimiter: ',' } as const;

/**
 * The validation's own work, chunk by chunk as it does it, against the CSV library alone on the same bytes. Neither reads
 * anything: bytes, connection and organisation are there.
 */
export async function benchParse(): Promise<void> {
  process.env.BASE_URLS = 'loopback';
  const { table, close } = await startTable();
  try {
    const deps = { table, clock: systemClock, publicBaseUrl: 'https://pay.example.com' };
    const { organisation } = await createOrganisation(deps, { name: 'Example Travel', mode: 'test' });
    const opened = openedAt('felloh', { usedAt: 1 });
    const file = Buffer.from(fileOf(ROWS));
    const from = file.indexOf(10) + 1;
    const header = file.subarray(0, from).toString().trim().split(',');
    const resolved = resolveColumns(header, { account: opened, columns: undefined, defaults: undefined });
    if (!resolved.ok) throw new Error('the header is not known');
    const { columns } = resolved;
    const data = file.subarray(from);
    const scanner = chunkScanner({ ...dialect, maxRows: ROWS }, { number: 1, offset: 0, row: 1, line: 2 });
    const chunks = [...scanner.feed(data), ...scanner.finish()];

    const library = async () => {
      for (const chunk of chunks) parse(data.subarray(chunk.from, chunk.to), dialect);
    };
    const reading = async () => {
      for (const chunk of chunks)
        parseChunk(data.subarray(chunk.from, chunk.to), chunk, { ...dialect, columns: header });
    };
    const checking = async () => {
      for (const chunk of chunks) {
        const check = rowChecker(
          deps,
          { opened, organisation },
          { connection: opened.connection.id, columns, readers: rowBodyReader, plain: plainCells },
        );
        const bytes = data.subarray(chunk.from, chunk.to);
        for (const record of parseChunk(bytes, chunk, { ...dialect, columns: header })) {
          const found = 'fault' in record ? undefined : check(record.cells);
          const outcome = found instanceof Promise ? await found : found;
          if (!outcome?.ok) throw new Error(`row ${record.row} is good`);
        }
      }
    };
    const [alone = 0, read = 0, checked = 0] = await best([library, reading, checking]);
    tell(`\n${ROWS} rows, ${(data.length / 2 ** 20).toFixed(1)} MB, ${ROUNDS} rounds, the best of each`);
    tell(`  CSV library alone ${((ROWS / alone) * 1000).toFixed(0)} rows/s`);
    say(
      '  read and placed against the CSV library alone',
      (alone / read).toFixed(2),
      'aim ≥ 0.5',
      alone / read >= 0.5,
    );
    const rate = ((ROWS / checked) * 1000).toFixed(0);
    say(
      `  parsed and validated against the CSV library alone (${rate} rows/s)`,
      (alone / checked).toFixed(2),
      'aim ≥ 0.5',
      alone / checked >= 0.5,
    );
  } finally {
    await close();
  }
}

/** In turn, so that a busy neighbour disturbs none alone. CPU time, ms. */
async function best(works: readonly (() => Promise<void>)[]): Promise<readonly number[]> {
  const found = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, work] of works.entries()) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      found[index] = Math.min(found[index] ?? 0, (user + system) / 1000);
    }
  }
  return found;
}
