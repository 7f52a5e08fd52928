import { describeStorm, HEADING, storm } from '../test/storm/storm.ts';

/** `npm run bench:storm [links] [calls a second]`: a tick storm on the virtual clock; some minutes of real time. */
const [links = '50000', callsPerSecond = '20'] = process.argv.slice(2);
const options = {
  links: Number(links),
  others: Math.ceil(Number(links) / 100),
  callsPerSecond: Number(callsPerSecond),
  environments: 20,
  say: (line: string) => void process.stdout.write(`${line}\n`),
};

const began = Date.now();
process.stdout.write(`${HEADING}\n`);
const result = await storm(options);
process.stdout.write(`${describeStorm(options, result)}\n`);
process.stdout.write(`  ${Math.round((Date.now() - began) / 1000)} s of real time\n`);
