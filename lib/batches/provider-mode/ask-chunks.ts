import { chunksOf } from '../../table/chunks.ts';
import type { Batch } from '../model/batch.ts';
import type { Chunk } from '../model/chunk.ts';
import type { ProviderPart } from '../model/provider-part.ts';
import { roomInRate } from '../release.ts';
import { saveChunk } from '../save.ts';
import type { BatchWorker } from '../worker.ts';
import { changePart } from './parts.ts';

/** Until chunks that were asked have reserved their slots. */
const SOON_MS = 2_000;

/**
 * A part has ended: lets its chunks look what became of their rows, as fast as the connection's rate takes the look-ups.
 * Gives when to go on; `undefined`: all have been asked.
 */
export async function askChunks(
  deps: BatchWorker,
  batch: Batch,
  part: ProviderPart,
): Promise<{ batch: Batch; at: number | undefined }> {
  const { state, after, to, asked = after.chunk - 1, failure } = part;
  const waiting = to.chunk - asked;
  if (state !== 'ended' || waiting <= 0) return { batch, at: undefined };
  // What was never run is not looked for.
  const from = failure ? 0 : part.since + (await lagOf(deps, batch));
  if (from > deps.clock.now()) return { batch, at: from };
  const { chunks, askAt } = failure
    ? { chunks: waiting, askAt: deps.clock.now() }
    : await roomInRate(deps, batch, waiting);
  const last = asked + chunks;
  for await (const chunk of chunksOf(deps.table, batch.org, batch.id, { after: asked })) {
    if (chunk.number > last) break;
    if (!(await ask(deps, chunk))) return { batch, at: deps.clock.now() + SOON_MS };
  }
  const saved = chunks > 0 ? await changePart(deps, batch, part, { asked: last }) : batch;
  return { batch: saved, at: last < to.chunk ? Math.max(askAt, deps.clock.now() + SOON_MS) : undefined };
}

/** What was just made is not in the provider's lists at once, and a look-up that finds nothing is made again. */
async function lagOf({ openConnection }: BatchWorker, { org, connection }: Batch): Promise<number> {
  const { provider, account } = await openConnection(org, connection);
  const [first = 0, second = first] = provider.recoveryOf(account).lookUpAfterMs;
  return second;
}

/** `false`: somebody else has just changed it. */
export async function ask(deps: BatchWorker, chunk: Chunk): Promise<boolean> {
  if (chunk.state !== 'handed') return true;
  const now = deps.clock.now();
  const isAsked =
    (chunk.nextAt ?? Number.POSITIVE_INFINITY) <= now ||
    (await saveChunk(deps, chunk, { ...chunk, nextAt: now })) !== undefined;
  await deps.hints.chunk(chunk.org, chunk.batchId, chunk.number);
  return isAsked;
}
