import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

/**
 * `npm run bench:costs -- --links 200000`: what an idle tick, a due reminder and an untouched link's month cost beside 1,000
 * links and beside so many; fails where they differ. Some minutes and about 1 GB for 200,000, all of it to write them.
 */
const { values } = parseArgs({ options: { links: { type: 'string', default: '200000' } } });

process.env.STORED_LINKS = values.links;
const run = await startVitest('test', ['test/cost/reminders.test.ts'], {
  watch: false,
  testNamePattern: 'beside 1,000 links',
});
await run.close();
