import type { OpenedConnection } from '../../connections/open.ts';
import type { Call, ProviderBatches } from '../../providers/contract.ts';
import { ProviderError } from '../../providers/errors.ts';
import type { Batch } from '../model/batch.ts';
import type { ProviderPart } from '../model/provider-part.ts';
import type { BatchWorker } from '../worker.ts';
import { wait } from './part-waits.ts';

/** What one step of a part has its provider's calls by. */
export interface AtWork {
  deps: BatchWorker;
  batch: Batch;
  opened: OpenedConnection;
  batches: ProviderBatches;
  call: Call<unknown>;
}

/** Calls wait for their turn like those of any row; `undefined`: it has come. */
export async function inTurn(at: AtWork, part: ProviderPart): Promise<Batch | undefined> {
  const { deps, batch, opened } = at;
  const { file, slotAt } = part;
  const turn = await deps.rates.take(opened.connection, {
    id: file,
    version: batch.version,
    againMs: 20_000,
    ...(slotAt === undefined ? {} : { slotAt }),
  });
  if (turn.turn === 'now') return undefined;
  return wait(at, part, turn.at, turn.slotAt);
}

/** What came of a call; the connection's rate is told of it, too. */
export async function told<Answer>(at: AtWork, call: Promise<Answer>): Promise<Answer | ProviderError> {
  const answer = await call.catch(providerError);
  const failed = answer instanceof ProviderError ? answer : undefined;
  // A call that our own end cut short says nothing of the provider.
  if (!failed || !at.deps.signal.aborted) await at.deps.rates.tell(at.opened.connection, failed);
  return answer;
}

export function providerError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}
