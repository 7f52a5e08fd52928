import type { Clock } from '../lib/clock.ts';

/** A clock that runs with real time and can be set: the whole stack's time. */
export interface MovableClock extends Clock {
  /** From now on it is this instant (epoch ms), and time goes on from there. */
  set(epochMs: number): void;
  /** Milliseconds ahead of real time in its one cell: worker threads read it too, so that no thread lags behind. */
  readonly offset: BigInt64Array<SharedArrayBuffer>;
}

/** Starts at real time, or as many milliseconds ahead of it as a former run was. */
export function createClock(aheadMs = 0): MovableClock {
  const offset = new BigInt64Array(new SharedArrayBuffer(8));
  Atomics.store(offset, 0, BigInt(Math.round(aheadMs)));
  return {
    offset,
    now: () => Date.now() + Number(Atomics.load(offset, 0)),
    set: (epochMs) => void Atomics.store(offset, 0, BigInt(Math.round(epochMs - Date.now()))),
  };
}

const UNIT_MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 };

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; months and years have no fixed length and give undefined, as anything else does. */
export function durationMs(text: string): number | undefined {
  const match =
    /^P(?=.)(?:(?<W>\d+)W)?(?:(?<D>\d+)D)?(?:T(?=.)(?:(?<H>\d+)H)?(?:(?<M>\d+)M)?(?:(?<S>\d+(?:\.\d{1,3})?)S)?)?$/.exec(
      text,
    );
  if (!match?.groups) return undefined;
  const { W = 0, D = 0, H = 0, M = 0, S = 0 } = match.groups;
  const units = { W, D, H, M, S };
  return Object.entries(UNIT_MS).reduce(
    (sum, [unit, ms]) => sum + Number(units[unit as keyof typeof UNIT_MS]) * ms,
    0,
  );
}
