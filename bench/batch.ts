import { parseArgs } from 'node:util';
import { benchWhole } from './batch/whole.ts';

/**
 * `npm run bench:batch -- --rows 50000 --rate 100 [--sms]`: a file of so many rows through the real workers and servers on the
 * virtual clock.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    rate: { type: 'string', default: '100' },
    sms: { type: 'boolean', default: false },
  },
});
await benchWhole({
  rows: Number(values.rows ?? 2000),
  callsPerSecond: Number(values.rate),
  ...(values.sms ? { channel: 'sms' } : {}),
});
