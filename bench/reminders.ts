import { parseArgs } from 'node:util';
import { countsOf, windowOf } from '../test/reminders/model/report.ts';
import { runModel } from '../test/reminders/model/run-model.ts';

/**
 * `npm run bench:reminders -- --links 10000 [--seed 1]`: as many links over 60 days of virtual time with seeded faults,
 * held against an independent model (`test/reminders/model`). Prints how far it is, the count of each case and every
 * fault that the model finds.
 */
const { values } = parseArgs({
  options: { links: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const links = Number(values.links);
const begun = performance.now();
let shown = '';

const result = await runModel({
  seed: values.seed,
  links,
  progress: (now, { record }) => {
    const day = new Date(now).toISOString().slice(0, 10);
    if (day === shown) return;
    shown = day;
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    process.stdout.write(
      `${day}  ${record.sent.length} messages, ${record.counts.get('wake') ?? 0} wakes, ${seconds} s\n`,
    );
  },
});

process.stdout.write(
  `\nSeed ${values.seed}, ${result.links} links\n${countsOf(result)}\n${windowOf(result)}\n`,
);
for (const fault of result.faults) process.stdout.write(`WRONG: ${fault}\n`);
process.stdout.write(
  `${result.faults.length} faults, ${((performance.now() - begun) / 1000).toFixed(0)} s\n`,
);
process.exitCode = result.faults.length ? 1 : 0;
