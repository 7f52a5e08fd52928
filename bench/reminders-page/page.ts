import { type Figures, STATES } from './figures.ts';
import { statesChart, words } from './states-chart.ts';
import { style } from './style.ts';
import { zoneChart } from './zone-chart.ts';

/** One page that stands by itself: no script, no network, light and dark. */
export function pageOf(figures: Figures): string {
  const { links, days, start, zones, sent, steps, states } = figures;
  const { sms, email } = sent;
  const total = sms.first + sms.reminder + email.first + email.reminder;
  const from = new Date(start).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const weekly = states.flatMap((day, n) =>
    n % 7 === 0 || n === states.length - 1 ? [[n, ...STATES.map((state) => day[state])]] : [],
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${links} links over ${days} days</title><style>${style}</style></head><body><main>
<h1>${links} links over ${days} days</h1>
<p>From ${from} on, on the virtual clock: ${total} messages to customers in ${zones.length} zones, who open, pay, pay in part, or do nothing.</p>
<h2>Sent</h2>
${table(
  'Messages by channel',
  ['', 'First', 'Reminder', 'Both'],
  [
    ['SMS', sms.first, sms.reminder, sms.first + sms.reminder],
    ['Email', email.first, email.reminder, email.first + email.reminder],
    ['All', sms.first + email.first, sms.reminder + email.reminder, total],
  ],
  'sent',
)}
<h2>What was sent when</h2>
<p class="key"><span><i class="k-first"></i> first message</span> <span><i class="k-reminder"></i> reminder</span> <span><i class="k-day"></i> 08:00 to 21:00, when anything may go</span> <span><i class="k-window"></i> 09:00 to 19:00, the default plan’s window</span></p>
<p>Each zone by its own wall clock, days from left to right. Customers without a zone are under that of their number’s country, or London.</p>
<div class="zones">${zones.map((zone) => zoneChart(zone, figures)).join('\n')}</div>
<h2>The links’ states</h2>
<p class="key">${STATES.map((state) => `<span><i class="k-${state}"></i> ${words(state)}</span>`).join(' ')}</p>
<div class="states">${statesChart(figures)}</div>
<details><summary>The same as a table</summary>${table('Links by state at the end of a day', ['Day', ...STATES.map(words)], weekly, 'states')}</details>
<h2>Steps of plans</h2>
<p>How each step ended whose moment came. A step that did not go says why.</p>
${table(
  'Steps by their end',
  ['End', 'Steps'],
  steps.map(({ end, count }) => [words(end), count]),
  'steps',
)}
</main></body></html>
`;
}

function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  id: string,
): string {
  const cells = (row: readonly (string | number)[]) =>
    row.map((cell, n) => (n === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join('');
  return `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table id="${id}"><caption>${caption}</caption>
<thead><tr>${head.map((cell) => (cell ? `<th scope="col">${cell}</th>` : '<td></td>')).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</tbody></table></div>`;
}
