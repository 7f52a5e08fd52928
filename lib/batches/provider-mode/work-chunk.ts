import { fence, lookAtChunk } from '../look-at-chunk.ts';
import type { Batch } from '../model/batch.ts';
import type { Chunk } from '../model/chunk.ts';
import type { BatchWorker } from '../worker.ts';
import { handOverChunk } from './hand-over-chunk.ts';
import { settleChunk, settleRows } from './settle-chunk.ts';

/** Does what is due for a chunk of a batch that goes through its provider's own. */
export async function workInProviderMode(deps: BatchWorker, batch: Batch, chunk: Chunk): Promise<void> {
  if (chunk.state === 'handed') return settleChunk(deps, batch, chunk);
  if (chunk.state === 'released') {
    // Cancelled while its rows are being handed over: whoever is at it is through by then.
    return batch.status === 'processing' ? handOverChunk(deps, batch, chunk) : fence(deps, chunk);
  }
  if (chunk.state === 'closing') await settleRows(deps, batch, chunk);
  return lookAtChunk(deps, batch, chunk);
}
