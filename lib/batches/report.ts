import { maskCard } from '../csv/card-mask.ts';
import { unescapeFormula } from '../csv/formula.ts';
import { writeRecord } from '../csv/write.ts';
import { errorsKey, resultsKey } from '../files/keys.ts';
import { putReport } from '../files/report.ts';
import { chunksOf } from '../table/chunks.ts';
import { REASON_COLUMNS } from './columns/resolve.ts';
import { textOf } from './csv/parse.ts';
import { TIMER } from './deps.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import type { Row } from './model/row.ts';
import { checkedIn } from './row-now.ts';
import { bytesOf, checkedRows, endedRows, layoutOf, recordsOf } from './rows-of.ts';
import { changeBatch } from './save.ts';
import type { BatchWorker } from './worker.ts';

/** Chunks that are read ahead of the one that is written. */
const READ_AHEAD = 8;

const BOM = '\ufeff';

/** Writes the reports that are wanted: after validation what is wrong, after the run also what became of each row. */
export async function writeReports(deps: BatchWorker, batch: Batch): Promise<undefined> {
  const { reports, org, id } = batch;
  if (!reports || reports.made === reports.wanted) return;
  const hasRun = batch.confirmed !== undefined && batch.completedAt !== undefined;
  await putReport(deps.files, errorsKey(org, id), errorLines(deps, batch, hasRun));
  if (hasRun) await putReport(deps.files, resultsKey(org, id), resultLines(deps, batch));
  await changeBatch(deps, { org, by: TIMER }, id, 'reports', (current) => ({
    ...current,
    reports: { wanted: current.reports?.wanted ?? reports.wanted, made: reports.wanted, results: hasRun },
  }));
}

/** Name of the reason columns, behind the columns of the file; read again by `resolveColumns`. */
async function* errorLines(deps: BatchWorker, batch: Batch, hasRun: boolean): AsyncGenerator<string> {
  const layout = await layoutOf(deps.table, batch);
  const { delimiter, header, bom, columns } = layout;
  // An errors.csv that came back has its reasons already, and what was escaped in it is escaped once, not twice.
  const own = header.filter((name) => !isReason(name));
  yield (bom ? BOM : '') + writeRecord([...own, ...REASON_COLUMNS], delimiter);
  const wanted = (chunk: Chunk) =>
    (chunk.invalid ?? 0) + (chunk.duplicates?.length ?? 0) + (chunk.ends?.failed ?? 0) > 0;
  for await (const { chunk, rows } of readAhead(deps, batch, hasRun, wanted)) {
    const bad = new Map(rows.filter(isBad).map((row) => [row.row, row]));
    const bytes = await bytesOf(deps.files, batch, chunk);
    const records = recordsOf(bytes, layout, chunk);
    let text = '';
    for (const record of records) {
      const row = bad.get(record.row);
      if (!row) continue;
      const cells = 'cells' in record ? record.cells : brokenCells(textOf(bytes, record), header.length);
      const shown = cells.map((cell, index) => masked(cell, columns.fields[index]));
      const kept = shown.filter((_, index) => !isReason(header[index] ?? ''));
      const originals = columns.ours ? kept.map(unescapeFormula) : kept;
      text += writeRecord([...originals, ...reasonsOf(row)], delimiter);
    }
    yield text;
  }
}

/**
 * Digits in these are no card number as long as they are what belongs there: allpay's reference has 19, and a phone with as
 * many as a card begins with `+` (15 at most, E.164) or `0`.
 */
const NO_CARD: ReadonlyMap<string, RegExp> = new Map([
  ['provider_options.payment_reference_number', /^\s*\d{19}\s*$/],
  ['customer.phone', /^\D*(?:\+(?:\D*\d){1,15}\D*$|0(?:\D*\d){1,16}\D*$|(?:\d\D*){13,14}$)/],
]);

/** A card number is refused, and leaves by no report; nor does one in a column that nobody reads. */
function masked(cell: string, field: string | null | undefined): string {
  return NO_CARD.get(field ?? '')?.test(cell) ? cell : maskCard(cell);
}

function isReason(name: string): boolean {
  return REASON_COLUMNS.some((reason) => reason === name);
}

function isBad({ state }: Row): boolean {
  return state === 'invalid' || state === 'duplicate' || state === 'failed';
}

/** A record that no parser takes apart stands whole in the first column. */
function brokenCells(raw: string, columns: number): string[] {
  return [raw, ...Array.from({ length: Math.max(0, columns - 1) }, () => '')];
}

function reasonsOf({ row, state, errors = [] }: Row): string[] {
  const joined = (pick: (error: NonNullable<Row['errors']>[number]) => string | undefined) =>
    errors.map((error) => pick(error) ?? '').join('; ');
  return [
    String(row),
    state,
    joined(({ code }) => code),
    joined(({ field }) => field),
    joined(({ detail }) => detail),
  ];
}

const RESULT_COLUMNS = [
  'row',
  'line',
  'state',
  'reference',
  'link_id',
  'url',
  'amount',
  'currency',
  'code',
  'field',
  'detail',
];

async function* resultLines(deps: BatchWorker, batch: Batch): AsyncGenerator<string> {
  const { delimiter, bom } = await layoutOf(deps.table, batch);
  yield (bom ? BOM : '') + writeRecord(RESULT_COLUMNS, delimiter);
  for await (const { rows } of readAhead(deps, batch, true, () => true)) {
    yield rows.map((row) => writeRecord(resultOf(deps, row), delimiter)).join('');
  }
}

function resultOf({ publicBaseUrl }: BatchWorker, row: Row): string[] {
  const [, , code = '', field = '', detail = ''] = reasonsOf(row);
  return [
    String(row.row),
    String(row.line),
    row.state,
    row.reference ?? '',
    row.linkId ?? '',
    row.code === undefined ? '' : `${publicBaseUrl}/p/${row.code}`,
    row.amount === undefined ? '' : String(row.amount),
    row.currency ?? '',
    code,
    field,
    detail,
  ];
}

/** Chunks in the order of the file with their rows, some of them read before they are asked for. */
async function* readAhead(
  deps: BatchWorker,
  batch: Batch,
  hasRun: boolean,
  wanted: (chunk: Chunk) => boolean,
): AsyncGenerator<{ chunk: Chunk; rows: Row[] }> {
  const under: Promise<{ chunk: Chunk; rows: Row[] }>[] = [];
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id)) {
    if (!wanted(chunk)) continue;
    const read = rowsOf(deps, chunk, hasRun).then((rows) => ({ chunk, rows }));
    // Told where it is awaited, and not as a rejection that nobody handles.
    read.catch(() => {});
    under.push(read);
    const first = under.length >= READ_AHEAD ? under.shift() : undefined;
    if (first) yield await first;
  }
  for (const read of under) yield await read;
}

/** Before the run the duplicates stand with the chunk alone. */
async function rowsOf(deps: BatchWorker, chunk: Chunk, hasRun: boolean): Promise<Row[]> {
  if (hasRun) return endedRows(deps.files, chunk);
  return (await checkedRows(deps.files, chunk)).map(checkedIn(chunk));
}
