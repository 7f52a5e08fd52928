import { log } from '../../log.ts';
import type { ProviderBatch } from '../../providers/contract.ts';
import { ProviderError } from '../../providers/errors.ts';
import type { Batch } from '../model/batch.ts';
import type { ProviderPart } from '../model/provider-part.ts';
import { linesOf, putLines, withFailures } from './lines.ts';
import { type AtWork, inTurn, told } from './part-calls.ts';
import { newPlace, PATIENCE_MS, tell, waitAfter, waitOf } from './part-waits.ts';
import { changePart } from './parts.ts';

/** A batch that its provider does not know so long after it was told to begin is lost: its rows are looked for one by one. */
const LOST_AFTER_MS = 3_600_000;

/**
 * The provider was told to begin, or was being told: what it says of its batch decides. From here on no failed call ends the
 * part, since nobody knows then what came of it.
 */
export async function lookAtProvider(at: AtWork, part: ProviderPart): Promise<Batch> {
  const { batches, call, deps } = at;
  const { id = '' } = part;
  const later = await inTurn(at, part);
  if (later) return later;
  const seen = await told(at, batches.fetch(id, call));
  if (!(seen instanceof ProviderError)) return goOn(at, part, seen);
  tell(at, part, seen);
  const isLost = seen.kind === 'not-found' && deps.clock.now() - part.since >= LOST_AFTER_MS;
  return isLost ? end(at, part, { word: 'lost' }) : waitAfter(at, warned(at, part), seen);
}

async function goOn(at: AtWork, part: ProviderPart, seen: ProviderBatch): Promise<Batch> {
  switch (seen.state) {
    case 'waiting':
      return newPlace(at, part);
    case 'uploaded':
      return confirm(at, part);
    case 'running':
      return poll(at, part, seen);
    case 'done':
    case 'done_with_errors':
      return finish(at, part, seen);
    case 'failed':
      // Nothing of it was made.
      return end(at, part, {
        word: seen.state,
        failure: { category: 'unavailable', code: 'provider_batch_failed' },
      });
    default:
      return seen.state satisfies never;
  }
}

/** Only after a look that has found it not begun. */
async function confirm(at: AtWork, part: ProviderPart): Promise<Batch> {
  const { batches, call, deps } = at;
  const later = await inTurn(at, part);
  if (later) return later;
  const seen = await told(at, batches.confirm(part.id ?? '', call));
  if (!(seen instanceof ProviderError)) return poll(at, part, seen);
  tell(at, part, seen);
  // Refused for a day, and found not begun a moment ago.
  const isOver = seen.knownNotDone && deps.clock.now() - part.since >= PATIENCE_MS;
  if (!isOver) return waitAfter(at, warned(at, part), seen);
  return end(at, part, { failure: { category: 'unavailable', code: 'provider_batch_refused_for_a_day' } });
}

function poll(at: AtWork, part: ProviderPart, { state }: ProviderBatch): Promise<Batch> {
  const { deps, batch } = at;
  const now = deps.clock.now();
  const { late } = warned(at, part);
  return changePart(deps, batch, part, {
    word: state,
    nextAt: Math.ceil(now + waitOf(part.since, now)),
    ...(late ? { late } : {}),
  });
}

/** Which lines were refused is written down before the part ends, so that its chunks find it. */
async function finish(at: AtWork, part: ProviderPart, seen: ProviderBatch): Promise<Batch> {
  const { deps, batch, batches, call } = at;
  const isWhole = seen.state === 'done' && (seen.failed ?? 0) === 0;
  if (isWhole) return end(at, part, { word: seen.state, failed: 0 });
  const later = await inTurn(at, part);
  if (later) return later;
  const failures = await told(at, batches.failures(part.id ?? '', call));
  if (failures instanceof ProviderError) {
    tell(at, part, failures);
    // A row that was refused is then found by nobody, and refused once more by itself.
    const isOver = deps.clock.now() - part.since >= PATIENCE_MS;
    return isOver ? end(at, part, { word: seen.state }) : waitAfter(at, part, failures);
  }
  const lines = withFailures(await linesOf(deps.files, batch, part.file), failures);
  await putLines(deps.files, batch, part.file, lines);
  const failed = lines.filter((line) => line.failed !== undefined).length;
  return end(at, part, { word: seen.state, failed });
}

export function end(
  { deps, batch }: AtWork,
  part: ProviderPart,
  how: Pick<Partial<ProviderPart>, 'word' | 'failed' | 'failure'>,
): Promise<Batch> {
  return changePart(deps, batch, part, { state: 'ended', ...how });
}

/** Once, to the log: somebody may ask the provider what is the matter. */
function warned({ deps, batch }: AtWork, part: ProviderPart): ProviderPart {
  if (part.late || deps.clock.now() - part.since < PATIENCE_MS) return part;
  log.error('BATCH_STUCK', { batchId: batch.id, part: part.file, state: part.word ?? part.state });
  return { ...part, late: true };
}
