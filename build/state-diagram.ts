import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LinkStatus } from '../lib/links/model/link.ts';
import { TRANSITIONS } from '../lib/links/model/status.ts';

/** `node build/state-diagram.ts` draws the link's statuses into `docs/concepts.md`, between the two marks. */
const conceptsFile = join(import.meta.dirname, '../docs/concepts.md');
const marks = { begin: '<!-- statuses: begin -->', end: '<!-- statuses: end -->' };

/** What each status means. A new status does not compile without its sentence. */
const meanings: Readonly<Record<LinkStatus, string>> = {
  creating: 'The intent is stored; whether the provider has made the link is not known yet',
  active: 'There is a page at the provider that can be paid',
  processing:
    'The payer has finished, the money is not final: open banking, a payment that is only authorised',
  partially_paid: 'Some money was seen, the rest can still be paid',
  paid: 'All of the amount was seen. Never left',
  expired: 'The end was reached and a look at the provider found no payment',
  cancelled: 'Stopped by a caller, or ended at the provider by somebody there',
  failed: 'Known not to have been created. `retry` tries again, `cancel` gives it up',
};

/** What leaves these for a status that is not over is money that came late: its arrows say so. */
const isOver = new Set<string>(['expired', 'cancelled']);

if (import.meta.main) writeFileSync(conceptsFile, drawnInto(readFileSync(conceptsFile, 'utf8')));

/** The page with what stands between its marks drawn anew. */
export function drawnInto(page: string): string {
  const [before, rest] = page.split(`${marks.begin}\n`);
  const after = rest?.split(marks.end)[1];
  if (before === undefined || after === undefined) throw new Error(`No ${marks.begin} … ${marks.end}`);
  return `${before}${marks.begin}\n${statuses()}\n${marks.end}${after}`;
}

function statuses(): string {
  const all = Object.entries(TRANSITIONS);
  const arrows = all.flatMap(([from, next]) =>
    next.map((to) => `  ${from} --> ${to}${isOver.has(from) && !isOver.has(to) ? ': late' : ''}`),
  );
  const diagram = [
    'stateDiagram-v2',
    '  accTitle: The statuses of a link',
    '  accDescr: Each arrow is a change that a save may make. The table below the picture says the same in words.',
    '  direction LR',
    '  [*] --> creating',
    ...arrows,
    '  paid --> [*]',
  ];
  const rows = Object.entries(meanings).map(([status, meaning]) => {
    const next = all.find(([from]) => from === status)?.[1] ?? [];
    return [`\`${status}\``, meaning, next.map((to) => `\`${to}\``).join(', ') || '–'];
  });
  const table = padded([['status', 'means', 'may become'], ...rows]);
  return ['\n```mermaid', ...diagram, '```\n', ...table, ''].join('\n');
}

/** A table as the formatter leaves it: cells of one column are equally wide. */
function padded([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line);
}
