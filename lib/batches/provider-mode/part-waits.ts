import { log } from '../../log.ts';
import type { ProviderError, ProviderErrorKind } from '../../providers/errors.ts';
import type { Batch } from '../model/batch.ts';
import type { ProviderPart } from '../model/provider-part.ts';
import type { AtWork } from './part-calls.ts';
import { changePart } from './parts.ts';

const DAY_MS = 24 * 3_600_000;

/** So long a part that its provider does not take is offered again before its rows fail. */
export const PATIENCE_MS = DAY_MS;

const SHORTEST_MS = 3_000;
const LONGEST_MS = 5 * 60_000;

/** Answers after which it is no use to offer the file again. What merely passes is waited for. */
const LASTING: ReadonlySet<ProviderErrorKind> = new Set(['rejected', 'credentials', 'not-found', 'conflict']);

/** Each wait is half of the time since it began, so that what takes minutes is asked for often and what takes hours is not. */
export function waitOf(since: number, now: number): number {
  return Math.min(Math.max((now - since) / 2, SHORTEST_MS), LONGEST_MS);
}

export function wait(
  { deps, batch }: AtWork,
  part: ProviderPart,
  at: number,
  slotAt?: number,
): Promise<Batch> {
  return changePart(deps, batch, part, {
    nextAt: at,
    ...(slotAt === undefined ? {} : { slotAt }),
    ...(part.late ? { late: true } : {}),
  });
}

/** A call failed: it is made again later, heeding what the provider asked for. */
export function waitAfter(at: AtWork, part: ProviderPart, { facts }: ProviderError): Promise<Batch> {
  const now = at.deps.clock.now();
  return wait(at, part, Math.ceil(now + Math.max(waitOf(part.since, now), facts.retryAfterMs ?? 0)));
}

/** Nothing has begun: refused for good, or for too long, its rows have failed and may be asked for again. */
export function giveUpOrWait(at: AtWork, part: ProviderPart, failed: ProviderError): Promise<Batch> {
  const { deps, batch } = at;
  tell(at, part, failed);
  const isOver = deps.clock.now() - part.builtAt >= PATIENCE_MS;
  if (!isOver && !LASTING.has(failed.kind)) return waitAfter(at, part, failed);
  const failure =
    failed.kind === 'credentials'
      ? { category: 'credentials' }
      : {
          category: 'unavailable',
          code: isOver ? 'provider_batch_refused_for_a_day' : 'provider_batch_refused',
        };
  return changePart(deps, batch, part, { state: 'ended', failure });
}

/** The provider's batch has no file, and can get none any more: nobody confirms it, so another takes its place. */
export function newPlace(at: AtWork, part: ProviderPart, failed?: ProviderError): Promise<Batch> {
  const { deps, batch } = at;
  if (failed) tell(at, part, failed);
  const now = deps.clock.now();
  const places = (part.places ?? 0) + 1;
  if (now - part.builtAt >= PATIENCE_MS) {
    return changePart(deps, batch, part, {
      state: 'ended',
      failure: { category: 'unavailable', code: 'provider_batch_refused_for_a_day' },
    });
  }
  const pause = Math.min(2 ** places * 1_000, LONGEST_MS);
  return changePart(deps, batch, part, { state: 'built', places, nextAt: now + pause });
}

export function tell({ batch }: AtWork, part: ProviderPart, failed: ProviderError): void {
  const { operation } = failed.facts;
  log.warn(
    'PROVIDER_CALL_FAILED',
    { operation, batchId: batch.id, part: part.file, kind: failed.kind },
    failed,
  );
}
