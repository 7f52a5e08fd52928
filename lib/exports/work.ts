import { putCsv } from '../files/bytes.ts';
import { exportPartKey } from '../files/keys.ts';
import { log } from '../log.ts';
import { getExport } from '../table/exports.ts';
import { without } from '../without.ts';
import { composeFile } from './compose.ts';
import type { Bounds, ExportWorker } from './deps.ts';
import { addTotals, type Export, type Reading } from './model/export.ts';
import { type Part, readPart } from './read-part.ts';
import { changeExport, saveExport } from './save.ts';

const TIMER = 'timer';

/** Longer than the worker may run: who holds a lease has ended by then, or is dead. */
const LEASE_MS = 330_000;

/** Others wait in the same queue, so an export gives way once a minute. */
const BOUNDS: Bounds = { pageLinks: 500, partBytes: 4 * 1024 ** 2, partLinks: 50_000, sliceMs: 60_000 };

/** More take longer to be put together than one run of the worker lasts. */
const MOST_ROWS = 5_000_000;

/** After a failure it comes again later and later, so often. */
const MINUTE = 60_000;
const MOST_TRIES = 8;

/**
 * Does what is due for one export, whoever asks and however often: reads on from its checkpoint, part by part, and in the end puts
 * the parts together. One worker at a time holds its lease; should two hold it after all, only one of them gets on, as each part counts
 * by the save that follows it.
 */
export async function workExport(deps: ExportWorker, org: string, exportId: string): Promise<void> {
  const now = deps.clock.now();
  const due = await getExport(deps.table, org, exportId);
  if (!due || due.dueAt === undefined || due.dueAt > now) return;
  const tries = (due.tries ?? 0) + 1;
  // Workers that die tell nothing: their tries are all that is known of them.
  if (tries > MOST_TRIES) return end(deps, due, 'internal');
  const begun = { status: 'running', startedAt: due.startedAt ?? now, leaseUntil: now + LEASE_MS } as const;
  const mine = await saveExport(deps, due, { ...without(due, 'nextAt'), ...begun, tries }, TIMER);
  if (!mine) return;
  try {
    await workSlice(deps, mine);
  } catch (error) {
    log.error('EXPORT_WORK_FAILED', { exportId, tries, isRead: due.readAt !== undefined }, error);
    await putOff(deps, mine);
  }
}

async function workSlice(deps: ExportWorker, mine: Export): Promise<void> {
  const bounds = deps.bounds ?? BOUNDS;
  const until = deps.clock.now() + bounds.sliceMs;
  let one = mine;
  while (one.readAt === undefined && deps.clock.now() < until) {
    const part = await readPart(deps, one, bounds, until);
    const saved = await keepPart(deps, one, part, mine.writer);
    // Cancelled, or another has the lease: what was put down counts for nothing.
    if (!saved) return;
    if (saved.reading.rows > MOST_ROWS) return end(deps, saved, 'too_many_rows');
    one = saved;
  }
  // What is left of the run must be enough to put the file together.
  if (one.readAt === undefined || deps.clock.now() >= until) return giveWay(deps, one);
  const file = await composeFile(deps, one);
  const rest = without(one, 'leaseUntil', 'tries');
  await saveExport(deps, one, { ...rest, status: 'completed', file, endedAt: deps.clock.now() }, TIMER);
}

/** Puts a part down under a name that no other run has, and then says so: it counts once that is saved. */
async function keepPart(
  deps: ExportWorker,
  one: Export,
  part: Part,
  run: string,
): Promise<Export | undefined> {
  const { reading } = one;
  const runs = part.rows === 0 ? reading.runs : withPart(reading.runs, run);
  if (part.rows > 0) {
    const number = runs.at(-1)?.parts ?? 1;
    await putCsv(deps.files, exportPartKey(one.org, one.id, run, number), part.text);
  }
  const first = reading.first ?? part.first;
  const last = part.last ?? reading.last;
  const read: Reading = {
    lookedAt: reading.lookedAt + part.lookedAt,
    rows: reading.rows + part.rows,
    bytes: reading.bytes + part.text.length,
    totals: addTotals(reading.totals, part.totals),
    runs,
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
  };
  const end = part.isLast ? { readAt: deps.clock.now() } : {};
  return saveExport(deps, one, { ...without(one, 'tries'), reading: read, ...end }, TIMER);
}

function withPart(runs: Reading['runs'], name: string): Reading['runs'] {
  const last = runs.at(-1);
  return last?.name === name
    ? [...runs.slice(0, -1), { name, parts: last.parts + 1 }]
    : [...runs, { name, parts: 1 }];
}

async function giveWay(deps: ExportWorker, one: Export): Promise<void> {
  const saved = await saveExport(deps, one, without(one, 'leaseUntil', 'tries'), TIMER);
  if (saved) await deps.hint(one.org, one.id);
}

async function end(deps: ExportWorker, one: Export, failure: NonNullable<Export['failure']>): Promise<void> {
  const write = failure === 'internal' ? log.error : log.info;
  write('EXPORT_FAILED', { exportId: one.id, failure, rows: one.reading.rows });
  const rest = without(one, 'leaseUntil', 'nextAt', 'tries');
  await saveExport(deps, one, { ...rest, status: 'failed', failure, endedAt: deps.clock.now() }, TIMER);
}

/** Only by who still has the lease: another who has taken it over is at work. */
async function putOff(deps: ExportWorker, mine: Export): Promise<void> {
  const { org, leaseUntil } = mine;
  await changeExport(deps, { org, by: TIMER }, mine.id, (current) => {
    if (current.leaseUntil !== leaseUntil || current.dueAt === undefined) return undefined;
    const nextAt = deps.clock.now() + Math.min(60, 2 ** (current.tries ?? 0)) * MINUTE;
    return { ...without(current, 'leaseUntil'), nextAt };
  });
}
