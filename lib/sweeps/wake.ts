import { log } from '../log.ts';
import { ProviderError } from '../providers/errors.ts';
import { isUnworkable, putOff } from '../table/due.ts';
import { sweepKey } from '../table/keys.ts';
import { getSweep } from '../table/sweeps.ts';
import type { SweepDeps } from './deps.ts';
import type { Sweep } from './model/sweep.ts';
import { readPages } from './read-pages.ts';
import { claimReading, keepReading, type Reading, saveReading } from './reading.ts';
import type { SweepDraft } from './save.ts';
import { type Tell, type Told, tellNews } from './tell-news.ts';

const MINUTE = 60_000;

/** Distances between readings that fail. */
const AGAIN_MS: readonly number[] = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE);

/** Failed so often in a row it is stuck, and alarmed; from then on it is tried when a link asks. */
const STUCK_AFTER = 8;

/**
 * Reads a connection's lists if that is due, whoever asks and however often: one worker at a time, page after page, going
 * on where an earlier one stopped or died. What is new is told to each link at once; then the reading becomes the
 * snapshot from which checks are answered.
 */
export async function wakeSweep(
  deps: SweepDeps,
  { org, connection }: { org: string; connection: string },
  tell: Tell,
): Promise<void> {
  const due = await getSweep(deps.table, org, connection).catch(async (error: unknown) => {
    if (!isUnworkable(error)) throw error;
    log.error('DUE_PUT_OFF', { org, connection, count: 1 }, error);
    await putOff(deps.table, sweepKey(org, connection), deps.clock.now());
    return undefined;
  });
  if (due?.dueAt === undefined || due.dueAt > deps.clock.now()) return;
  const hasDied = due.run !== undefined && !due.run.rests;
  const reading = await claimReading(deps, due, (due.failures ?? 0) + (hasDied ? 1 : 0));
  if (!reading) return;
  if (hasDied) tellFailure(reading.sweep, 'died');
  try {
    const opened = await deps.openConnection(org, connection);
    const told = (await readPages(deps, opened, reading)) ?? (await tellNews(deps, reading, tell));
    if (told === 'later') await rest(deps, reading);
    else if (told !== 'overtaken') await finish(deps, reading, told);
  } catch (error) {
    await fail(deps, reading, error);
  }
}

/** The time is over: the next wake goes on with what was read. */
async function rest(deps: SweepDeps, reading: Reading): Promise<void> {
  const { org, connection } = reading.sweep;
  if (await keepReading(deps, reading, { rests: true })) await deps.hints.sweep(org, connection);
}

async function finish(deps: SweepDeps, reading: Reading, { parts, links, news }: Told): Promise<void> {
  const { run } = reading;
  const saved = await saveReading(deps, reading, (sweep) => {
    const { run: _run, failures: _failures, retryAt: _retryAt, wantedAt = 0, ...rest } = sweep;
    return {
      ...rest,
      snapshot: { startedAt: run.startedAt, finishedAt: deps.clock.now(), parts, links },
      // Who asked while this was read may need a later one.
      ...(wantedAt > run.startedAt ? { wantedAt } : {}),
    };
  });
  if (!saved) return;
  const { org, connection } = saved;
  const ms = deps.clock.now() - run.startedAt;
  log.info('SWEEP', { org, connection, outcome: 'read', pages: run.pages, links, news, ms });
  if (saved.dueAt !== undefined && saved.dueAt <= deps.clock.now()) await deps.hints.sweep(org, connection);
}

async function fail(deps: SweepDeps, reading: Reading, error: unknown): Promise<void> {
  const now = deps.clock.now();
  const failures = (reading.sweep.failures ?? 0) + 1;
  const [reason, asked] =
    error instanceof ProviderError ? [error.kind, error.facts.retryAfterMs ?? 0] : ['wake', 0];
  const retryAt = now + Math.max(AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1] ?? MINUTE, asked);
  const saved = await saveReading(deps, reading, ({ run: kept, wantedAt = now, ...rest }) => {
    const failed: SweepDraft = { ...rest, failures, retryAt };
    if (failures >= STUCK_AFTER) return failed;
    const goesOn = kept && kept.kept > 0 ? { run: { ...kept, rests: true, until: retryAt } } : {};
    return { ...failed, wantedAt, ...goesOn };
  });
  if (saved) tellFailure({ ...saved, run: reading.run }, reason, error);
}

function tellFailure({ org, connection, failures = 0, run }: Sweep, reason: string, error?: unknown): void {
  const fields = { org, connection, outcome: 'failed', reason, failures, pages: run?.pages ?? 0 };
  if (reason === 'wake' || reason === 'died') log.error('SWEEP', fields, error);
  else log.warn('SWEEP', fields, error);
  if (failures === STUCK_AFTER) log.error('SWEEP_STUCK', { org, connection, reason });
}
