import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { benchParse } from './batch/parse.ts';
import { benchSaturation, tellSaturation } from './batch/saturation.ts';
import { benchWhole } from './batch/whole.ts';

/**
 * `npm run bench:batch`: 2,000 rows at 10 and at 100 calls a second through the real workers and servers on the virtual clock, rows in
 * real time against plain creates, and the validation against the CSV library alone. With `-- --rows 50000 [--rate 100] [--message sms]`
 * that one file on the virtual clock and nothing else: it tells how far it is, and holds the ledgers against each other at the end.
 * What a scan takes is in `npm run bench:csv`.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    rate: { type: 'string', default: '100' },
    message: { type: 'string' },
    only: { type: 'string' },
  },
});

if (values.only === 'parse') await benchParse();
else if (values.only === 'saturation') {
  tellSaturation();
  await benchSaturation(10, 200);
} else if (values.rows !== undefined) {
  const channel = values.message === 'sms' || values.message === 'email' ? values.message : undefined;
  await benchWhole({ rows: Number(values.rows), callsPerSecond: Number(values.rate), channel });
} else {
  // A process has one set of servers: clients keep the addresses that they were made with.
  for (const parts of [
    ['--only=parse'],
    ['--only=saturation'],
    ['--rows=2000'],
    ['--rows=2000', '--rate=10'],
    ['--rows=2000', '--message=sms'],
  ]) {
    const { status } = spawnSync(process.execPath, [import.meta.filename, ...parts], { stdio: 'inherit' });
    process.exitCode ||= status ?? 1;
  }
}
