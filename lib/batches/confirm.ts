import { AppError } from '../errors.ts';
import { getSums, sealContent, unsealContent } from '../table/batches.ts';
import { noteLateChain } from '../table/late-chains.ts';
import type { Actor, BatchDeps } from './deps.ts';
import type { Batch } from './model/batch.ts';
import { readBatch, refuseState } from './read.ts';
import { changeBatch } from './save.ts';

/** So long the same content is not taken twice unless that is asked for. */
const SEALED_MS = 30 * 24 * 3_600_000;

/** Links of its rows are found by their instant as long as a chain is no older; a run may take days. */
const LATE_MS = 24 * 3_600_000;

export interface Confirmation {
  /** Rows that are not valid are left out. */
  acceptErrors: boolean;
  /** First messages go no earlier, epoch ms. */
  sendAt?: number;
}

/**
 * Lets a validated batch run: from here on links are made and sent. Repeated, it changes nothing. Throws `conflict_state` where the
 * batch is not ready or its content was taken by another, `validation_error` where there are errors that nobody accepted.
 */
export async function confirmBatch(
  deps: BatchDeps,
  actor: Actor,
  batchId: string,
  { acceptErrors, sendAt }: Confirmation,
): Promise<Batch> {
  const batch = await readBatch(deps.table, actor.org, batchId);
  if (batch.confirmed && batch.status !== 'cancelled') return batch;
  if (batch.status !== 'ready') {
    throw refuseState(batch, 'processing', `A batch that is ${batch.status} cannot be confirmed.`);
  }
  if (batch.mode === 'provider' && sendAt !== undefined) throw cannotWait();
  const { invalid, duplicate } = await getSums(deps.table, actor.org, batchId);
  if (invalid + duplicate > 0 && !acceptErrors) throw hasErrors(invalid + duplicate);
  const now = deps.clock.now();
  if (batch.content !== undefined) await takeContent(deps, batch, batch.content, now);
  const { root, at: firstAt = now } = batch.family;
  if (now - firstAt > LATE_MS) await noteLateChain(deps.table, actor.org, root, { firstAt, lastAt: now });
  const saved = await changeBatch(deps, actor, batchId, 'confirm', (current) =>
    current.status === 'ready'
      ? {
          ...current,
          status: 'processing',
          released: 0,
          family: { ...current.family, at: current.family.at ?? now },
          confirmed: { at: now, by: actor.by, ...(sendAt === undefined ? {} : { sendAt }) },
        }
      : undefined,
  );
  if (saved.status !== 'processing') {
    if (batch.content !== undefined && !saved.confirmed)
      await unsealContent(deps.table, saved.org, batch.content, saved.id);
    throw refuseState(saved, 'processing', `A batch that is ${saved.status} cannot be confirmed.`);
  }
  await deps.hints.batch(saved.org, saved.id);
  return saved;
}

async function takeContent(
  { table }: BatchDeps,
  { org, id, status, force }: Batch,
  content: string,
  now: number,
): Promise<void> {
  const taken = await sealContent(table, org, content, {
    batchId: id,
    now,
    until: now + SEALED_MS,
    force: force === true,
  });
  if (taken) return;
  throw new AppError('conflict_state', {
    detail:
      'The same content was confirmed in another batch of the last 30 days; `force` takes it once more.',
    from: status,
    to: 'processing',
  });
}

function hasErrors(rows: number): AppError {
  return new AppError('validation_error', {
    detail: `${rows} rows are not valid or are duplicates: mend the file, or leave them out with accept_errors.`,
    errors: [
      { pointer: '/accept_errors', code: 'errors_not_accepted', detail: `${rows} rows are left out.` },
    ],
  });
}

function cannotWait(): AppError {
  const detail = 'The provider sends as soon as its batch has made the links, and cannot be asked to wait.';
  return new AppError('capability_not_supported', {
    detail,
    errors: [{ pointer: '/send_at', code: 'capability_not_supported', detail }],
  });
}
