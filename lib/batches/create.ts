import { unknownConnection } from '../connections/unknown.ts';
import { AppError } from '../errors.ts';
import { factsOf } from '../providers/catalogue.ts';
import { getBatch } from '../table/batches.ts';
import { getConnection } from '../table/connections.ts';
import { getOrganisation } from '../table/organisations.ts';
import type { Actor, BatchDeps } from './deps.ts';
import type { Batch } from './model/batch.ts';
import { saveBatch } from './save.ts';

/** A batch as it is asked for. */
export type NewBatch = Pick<
  Batch,
  'fileName' | 'sha256' | 'columns' | 'retryOf' | 'autoConfirm' | 'force' | 'mode'
> & {
  connection?: string;
  defaults?: Record<string, unknown>;
};

/** Largest file, bytes. A million rows of 1 GB are a matter of this and `MOST_ROWS` alone. */
const MOST_BYTES = 100_000_000;
/** Most rows of one file. */
export const MOST_ROWS = 100_000;

/** Until a file that does not come, or a batch that nobody confirms, is over. */
const UPLOAD_MS = 24 * 3_600_000;

/**
 * Makes a batch that waits for its file. The same id again (a repeated request) gives the batch that is there. Throws
 * `validation_error` at `/defaults/connection`, `/retry_of` and `/mode`.
 */
export async function createBatch(
  deps: Pick<BatchDeps, 'table' | 'clock'>,
  actor: Actor,
  id: string,
  wanted: NewBatch,
): Promise<Batch> {
  const { connection: named, ...rest } = wanted;
  const connectionId = named ?? (await getOrganisation(deps.table, actor.org)).defaultConnection;
  if (connectionId === undefined) {
    const detail = 'Name a connection here, or give the organisation a default one.';
    throw invalid('/defaults/connection', 'required', detail);
  }
  const connection = await getConnection(deps.table, actor.org, connectionId);
  if (!connection || connection.retiredAt !== undefined) throw unknownConnection('/defaults/connection');
  if (wanted.mode === 'provider' && !factsOf(connection.provider)?.hasBatches) {
    throw invalid('/mode', 'capability_not_supported', 'This provider has no batch service of its own.');
  }
  const family = wanted.retryOf === undefined ? { root: id } : await familyOf(deps, actor, wanted.retryOf);
  const now = deps.clock.now();
  const made = await saveBatch(
    deps,
    undefined,
    {
      ...rest,
      org: actor.org,
      id,
      status: 'awaiting_upload',
      createdAt: now,
      maxBytes: MOST_BYTES,
      endsAt: now + UPLOAD_MS,
      family,
      connection: connection.id,
      provider: connection.provider,
    },
    actor,
    'create',
  );
  const batch = made ?? (await getBatch(deps.table, actor.org, id));
  if (!batch) throw new AppError('internal', 'The batch was there a moment ago.');
  return batch;
}

/** Only a batch that was confirmed has link ids that rows can meet. */
async function familyOf(
  deps: Pick<BatchDeps, 'table'>,
  { org }: Actor,
  retryOf: string,
): Promise<Batch['family']> {
  const earlier = await getBatch(deps.table, org, retryOf);
  if (!earlier) throw invalid('/retry_of', 'unknown_batch', 'There is no such batch.');
  if (!earlier.family.at) {
    throw invalid('/retry_of', 'not_confirmed', 'That batch was never confirmed: nothing of it was begun.');
  }
  return earlier.family;
}

function invalid(pointer: string, code: string, detail: string): AppError {
  return new AppError('validation_error', {
    detail: 'One or more fields are not valid; see errors.',
    errors: [{ pointer, code, detail }],
  });
}
