import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';
import { sealedBy } from '../table/batches.ts';
import { chunksOf } from '../table/chunks.ts';
import { without } from '../without.ts';
import { confirmBatch } from './confirm.ts';
import { TIMER } from './deps.ts';
import { type Batch, type FirstError, goesOn, type Rejection } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import { duplicateFinder } from './model/duplicates.ts';
import type { Addition } from './model/sums.ts';
import { duplicateOf } from './row-now.ts';
import { checkedRows, layoutOf } from './rows-of.ts';
import { changeBatch, saveChunk } from './save.ts';
import type { BatchWorker } from './worker.ts';

/** Errors that are shown with the batch itself; all are in its report. */
const FIRST_ERRORS = 20;

/** Until a validated batch is confirmed. */
const CONFIRM_WITHIN_MS = 30 * 24 * 3_600_000;

/**
 * All chunks are validated: finds duplicates over their borders, and says whether the file is ready or refused. Any step of it
 * may be done twice; a chunk's duplicates are counted once, in the transaction that writes them to it.
 */
export async function settleValidation(deps: BatchWorker, batch: Batch): Promise<void> {
  const { scanned } = batch;
  if (!scanned) return;
  const finder = duplicateFinder(scanned.rows);
  const content = createHash('sha256').update(JSON.stringify((await layoutOf(deps.table, batch)).header));
  const errors: FirstError[] = [];
  let fault: Rejection | undefined;
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id)) {
    content.update(chunk.content ?? '');
    fault ??= chunk.fault;
    const duplicates = finder.add(chunk);
    if (duplicates.length > 0 && !chunk.duplicates) await keepDuplicates(deps, chunk, duplicates);
    if (errors.length < FIRST_ERRORS && ((chunk.invalid ?? 0) > 0 || duplicates.length > 0)) {
      errors.push(...(await errorsOf(deps, chunk, duplicates)));
    }
  }
  const now = deps.clock.now();
  const name = content.digest('base64url');
  const rejection = fault ?? (await takenBefore(deps, batch, name, now));
  const settled = await changeBatch(deps, { org: batch.org, by: TIMER }, batch.id, 'validated', (current) => {
    if (current.status !== 'validating') return undefined;
    const rest = without(current, 'leaseUntil', 'nextAt', 'failures');
    if (rejection) return { ...rest, status: 'rejected', rejection };
    return {
      ...rest,
      status: 'ready',
      content: name,
      endsAt: now + CONFIRM_WITHIN_MS,
      ...(errors.length ? { errors: errors.slice(0, FIRST_ERRORS) } : {}),
      // Without an error too: a header without rows says so to whoever waits for the file.
      reports: { wanted: 1 },
    };
  });
  if (goesOn(settled)) await confirmByItself(deps, settled);
}

/**
 * A file without a fault runs by itself where that was asked for; one with errors waits for somebody to accept them. Until it is
 * done the batch is due. Where another batch with the same content was confirmed meanwhile, this one is refused.
 */
export async function confirmByItself(deps: BatchWorker, { org, id }: Batch): Promise<undefined> {
  const actor = { org, by: TIMER };
  try {
    await confirmBatch(deps, actor, id, { acceptErrors: false });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict_state')) throw error;
    await changeBatch(deps, actor, id, 'reject', (current) =>
      goesOn(current)
        ? { ...current, status: 'rejected', rejection: { code: 'duplicate_file', detail: error.message } }
        : undefined,
    );
  }
}

async function keepDuplicates(
  deps: BatchWorker,
  chunk: Chunk,
  duplicates: NonNullable<Chunk['duplicates']>,
): Promise<void> {
  const rows = await checkedRows(deps.files, chunk);
  const addition = { valid: 0, duplicate: duplicates.length, sms: 0, email: 0, segments: 0, existing: 0 };
  const amounts: Record<string, number> = {};
  for (const [row] of duplicates) {
    const checked = rows[row - chunk.firstRow];
    addition.valid -= 1;
    addition.existing -= checked?.linkId === undefined ? 0 : 1;
    addition.sms -= checked?.estimate?.sms ?? 0;
    addition.email -= checked?.estimate?.email ?? 0;
    addition.segments -= checked?.estimate?.segments ?? 0;
    const { currency, amount } = checked ?? {};
    if (currency !== undefined && amount !== undefined) amounts[currency] = (amounts[currency] ?? 0) - amount;
  }
  const whole: Addition = { ...addition, amounts };
  await saveChunk(deps, chunk, { ...chunk, duplicates }, whole);
}

async function errorsOf(
  deps: BatchWorker,
  chunk: Chunk,
  duplicates: NonNullable<Chunk['duplicates']>,
): Promise<FirstError[]> {
  const firstRows = new Map(duplicates);
  const rows = await checkedRows(deps.files, chunk);
  return rows.flatMap(({ row, line, errors = [] }) => {
    const firstRow = firstRows.get(row);
    const told = firstRow === undefined ? errors : [duplicateOf(firstRow)];
    return told.map((error) => ({ row, line, ...error }));
  });
}

async function takenBefore(
  deps: BatchWorker,
  { org, id, force }: Batch,
  content: string,
  now: number,
): Promise<Rejection | undefined> {
  if (force) return undefined;
  const other = await sealedBy(deps.table, org, content, { now, except: id });
  return other === undefined
    ? undefined
    : {
        code: 'duplicate_file',
        detail: `Batch ${other} of the last 30 days has the same content; see force.`,
      };
}
