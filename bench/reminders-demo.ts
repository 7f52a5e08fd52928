import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoMonth } from './reminders-page/demo-month.ts';

/**
 * `npm run demo:reminders`: a month of 1,000 links at five providers on the virtual clock, a thread for each core, and a page
 * that draws what was sent when, in which hours, and what became of the links. `--links 100`, `--seed 1`, `--out file`.
 */
const { values } = parseArgs({
  options: {
    links: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: join(import.meta.dirname, '../.local/reminders.html') },
  },
});
const begun = performance.now();
let told = -1;
const seconds = () => `${((performance.now() - begun) / 1000).toFixed(0)} s`;

const { figures, html } = await demoMonth({
  links: Number(values.links),
  seed: values.seed,
  progress: ({ day, of, sent }) => {
    const bar = '#'.repeat(Math.round((day / of) * 30)).padEnd(30, '.');
    const line = `${bar} day ${String(day).padStart(2)} of ${of}, ${sent} messages, ${seconds()}`;
    // One line that changes; where nobody looks, one a week.
    if (process.stdout.isTTY) process.stdout.write(`\r${line} `);
    else if (day % 7 === 0 && day > told) process.stdout.write(`${line}\n`);
    told = Math.max(told, day);
  },
});

const { sms, email } = figures.sent;
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, html);
process.stdout.write(`
${figures.links} links, ${sms.first + email.first} first messages, ${sms.reminder + email.reminder} reminders, ${seconds()}
${figures.steps.map(({ end, count }) => `${String(count).padStart(6)}  step ${end}`).join('\n')}
${values.out}
`);
