import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { getBatch, getSums } from '../table/batches.ts';
import { rowLinks } from '../table/row-links.ts';
import type { RowChecker, RowOutcome } from './columns/check-row.ts';
import { FileFault } from './csv/file-fault.ts';
import type { ParsedRow } from './csv/parse.ts';
import type { Batch, RowError } from './model/batch.ts';
import { type Chunk, packRows } from './model/chunk.ts';
import type { Layout } from './model/layout.ts';
import type { Row } from './model/row.ts';
import type { Addition } from './model/sums.ts';
import { rowEnd } from './row-end.ts';
import { rowAt, rowBits, rowLinkId } from './row-ids.ts';
import { bytesOf, layoutOf, putCheckedRows, recordsOf } from './rows-of.ts';
import { type ChunkDraft, saveChunk } from './save.ts';
import type { BatchWorker } from './worker.ts';

/** A row and what its check says. */
interface Checked {
  record: ParsedRow;
  check: RowOutcome;
}

/** Checks each row of a chunk; queues nothing. Done twice, it counts once. */
export async function validateChunk(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  const bytes = await bytesOf(deps.files, batch, chunk);
  const content = createHash('sha256').update(bytes).digest('base64url');
  const checked = await checkRows(deps, batch, chunk, bytes, { makesLinks: false });
  if ('code' in checked) {
    const fault = { code: checked.code, detail: checked.detail, line: checked.line };
    await saveChunk(deps, chunk, validated({ ...chunk, fault, content }), { checkedChunks: 1, faults: 1 });
  } else {
    const packed = { ...chunk, ...pack(batch, checked), content };
    const existing = await metLinks(deps, batch, packed);
    const rows = checked.map((row, index) => toRow(row, existing.get(index)));
    // A row whose key another content has is not valid: it takes part in nothing further.
    const keys = pack(batch, checked, (index) => rows[index]?.state === 'valid');
    tellOfCards(chunk, rows);
    await putCheckedRows(deps.files, chunk, rows);
    const addition = additionOf(rows);
    const counts = { valid: addition.valid, invalid: addition.invalid };
    await saveChunk(deps, chunk, validated({ ...packed, ...keys, ...counts }), addition);
  }
  await tellBatch(deps, batch);
}

/** Each record of a chunk with its check, or the fault of the file. */
export async function checkRows(
  deps: BatchWorker,
  batch: Batch,
  chunk: Chunk,
  bytes: Buffer,
  { makesLinks }: { makesLinks: boolean },
): Promise<Checked[] | FileFault> {
  try {
    const layout = await layoutOf(deps.table, batch);
    const records = recordsOf(bytes, layout, chunk);
    const checker = await checkerOf(deps, batch, layout, { makesLinks });
    const checked: Checked[] = [];
    for (const record of records) {
      const check = checkRecord(checker, record);
      checked.push({ record, check: check instanceof Promise ? await check : check });
    }
    return checked;
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
}

/** A connection that is gone, or no longer fits its provider, is what is wrong with each row. */
async function checkerOf(
  deps: BatchWorker,
  batch: Batch,
  layout: Layout,
  how: { makesLinks: boolean },
): Promise<RowChecker> {
  try {
    return await deps.openChecker(batch, layout, how);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'validation_error') throw error;
    const errors = (error.facts.errors ?? []).map(({ code, detail }) => ({
      code,
      field: 'connection',
      detail,
    }));
    return () => ({ ok: false, errors });
  }
}

function checkRecord(checker: RowChecker, record: ParsedRow): Promise<RowOutcome> | RowOutcome {
  return 'fault' in record ? { ok: false, errors: [{ field: '', ...record.fault }] } : checker(record.cells);
}

function pack(batch: Batch, checked: readonly Checked[], isGood: (index: number) => boolean = () => true) {
  return packRows(
    checked.map(({ check }, index) =>
      check.ok && isGood(index) ? { bits: rowBits(batch, check.key), hash: check.hash } : undefined,
    ),
  );
}

/** In a chain of batches: rows whose key has a link already, by their place, with its id or what is wrong with that. */
async function metLinks(
  deps: BatchWorker,
  batch: Batch,
  chunk: Chunk,
): Promise<Map<number, { linkId: string } | { error: RowError }>> {
  const met = new Map<number, { linkId: string } | { error: RowError }>();
  if (batch.family.at === undefined) return met;
  const ids = Array.from({ length: chunk.rows }, (_, index) => rowLinkId(batch, chunk, index));
  const links = await rowLinks(deps.table, batch.org, [...new Set(ids.filter((id) => id !== undefined))]);
  for (const [index, id] of ids.entries()) {
    const link = id === undefined ? undefined : links.get(id);
    if (!link) continue;
    const end = rowEnd(link, rowAt(chunk, index));
    // What had failed gives way to the row that was mended.
    if (end.state === 'absent') continue;
    const reused = end.state === 'failed' && end.code === 'key_reused';
    met.set(index, reused ? { error: keyReused() } : { linkId: link.id });
  }
  return met;
}

function keyReused(): RowError {
  const detail = 'An earlier batch of this chain has made a link for the same key and another content.';
  return { code: 'key_reused', field: 'reference', detail };
}

function toRow({ record, check }: Checked, met: { linkId: string } | { error: RowError } | undefined): Row {
  const { row, line } = record;
  if (!check.ok) return { row, line, state: 'invalid', errors: [...check.errors] };
  if (met && 'error' in met) return { row, line, state: 'invalid', errors: [met.error] };
  const { reference, amount, currency } = check.terms;
  return {
    row,
    line,
    state: 'valid',
    amount,
    currency,
    estimate: check.estimate,
    ...(reference === undefined ? {} : { reference }),
    ...(met ? { linkId: met.linkId } : {}),
  };
}

function additionOf(rows: readonly Row[]): Addition & { valid: number; invalid: number } {
  const sums = { checkedChunks: 1, valid: 0, invalid: 0, existing: 0, sms: 0, email: 0, segments: 0 };
  const amounts: Record<string, number> = {};
  for (const { state, amount = 0, currency = '', estimate, linkId } of rows) {
    if (state !== 'valid') {
      sums.invalid += 1;
      continue;
    }
    sums.valid += 1;
    sums.existing += linkId === undefined ? 0 : 1;
    // What has its link already is not sent again.
    if (linkId === undefined) {
      sums.sms += estimate?.sms ?? 0;
      sums.email += estimate?.email ?? 0;
      sums.segments += estimate?.segments ?? 0;
    }
    amounts[currency] = (amounts[currency] ?? 0) + amount;
  }
  return { ...sums, amounts };
}

function validated(chunk: Chunk): ChunkDraft {
  const { leaseUntil: _lease, nextAt: _next, failures: _failures, ...rest } = chunk;
  return { ...rest, state: 'validated' };
}

/** They are refused, and still lie in the file as it was uploaded: somebody has to erase that. */
function tellOfCards({ org, batchId, number }: Chunk, rows: readonly Row[]): void {
  const found = rows.filter(({ errors }) => errors?.some(({ code }) => code === 'card_number')).length;
  if (found > 0) log.warn('CARD_NUMBER_IN_FILE', { org, batchId, chunk: number, rows: found });
}

/** The last one to be validated saves the batch the wait for its timer. */
async function tellBatch(deps: BatchWorker, { org, id }: Batch): Promise<void> {
  const [batch, sums] = await Promise.all([getBatch(deps.table, org, id), getSums(deps.table, org, id)]);
  if (batch?.scanned && sums.checkedChunks >= batch.scanned.chunks) await deps.hints.batch(org, id);
}
