import { parseArgs } from 'node:util';
import { describeStorm, HEADING, storm } from '../test/storm/storm.ts';

/**
 * `npm run bench:storm -- --links 50000 --rate 20`: so many links due in one minute at a provider that takes so many calls a
 * second, on the virtual clock; some minutes of real time.
 */
const { values } = parseArgs({
  options: {
    links: { type: 'string', default: '50000' },
    rate: { type: 'string', default: '20' },
  },
});
const links = Number(values.links);
const options = {
  links,
  others: Math.ceil(links / 100),
  callsPerSecond: Number(values.rate),
  environments: 20,
  say: (line: string) => void process.stdout.write(`${line}\n`),
};

const began = Date.now();
process.stdout.write(`${HEADING}\n`);
const result = await storm(options);
process.stdout.write(`${describeStorm(options, result)}\n`);
process.stdout.write(`  ${Math.round((Date.now() - began) / 1000)} s of real time\n`);
