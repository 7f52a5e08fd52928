import type { Attempt, Delivery } from './delivery.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** From the end of each step to the next: ten tries within 75.6 hours. */
const DISTANCES_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Of each delivery, and of each replay of it. */
export const MOST_TRIES = DISTANCES_MS.length + 1;

/** Each distance is up to this much shorter or longer, so that an outage's deliveries do not come all at once. */
const JITTER = 0.1;

/** The longest that a Retry-After is heeded. */
const LONGEST_WISH_MS = 24 * HOUR;

/** A worker has a delivery for so long: twice what a try may take, and what is written about it. */
const CLAIM_MS = 30 * SECOND;

/** The timer of a new delivery; the hint comes long before it. */
export const HINT_LOST_MS = 30 * SECOND;

/** A delivery's end is known for so long. */
export const KEPT_MS = 30 * 24 * HOUR;

type Changes = Partial<Delivery>;

/** For the worker that tries: it counts before anything is sent, so that tries that die are bounded too. */
export function claimed({ tries, step, dueAt = 0 }: Delivery, now: number): Changes {
  const until = now + CLAIM_MS;
  // A timer that has not been reached stays: early is harmless, and moving it is two writes of its index.
  return { tries: tries + 1, step: step + 1, until, dueAt: dueAt > now ? Math.min(dueAt, until) : until };
}

/** After a try without success; `undefined`: it was the last one. `chance`: 0 to 1. */
export function nextTry(
  { step }: Pick<Delivery, 'step'>,
  now: number,
  chance: number,
  retryAfterMs = 0,
): Changes | undefined {
  const distance = DISTANCES_MS[step - 1];
  if (distance === undefined) return undefined;
  const spread = distance * (1 - JITTER + 2 * JITTER * chance);
  const nextAt = Math.ceil(now + Math.max(spread, Math.min(retryAfterMs, LONGEST_WISH_MS)));
  return { nextAt, dueAt: nextAt };
}

/**
 * While the endpoint is left alone: once in each step it waits for the end of the pause, then the step is used without a
 * try. So a delivery is written a bounded number of times however long the endpoint is down. `undefined`: this is its last
 * step, and that one is tried whatever the pause.
 */
export function passedOver(
  { step, waited }: Delivery,
  now: number,
  closedUntil: number,
  chance: number,
): Changes | undefined {
  if (step >= DISTANCES_MS.length) return undefined;
  if (!waited) {
    const nextAt = Math.ceil(closedUntil + 10 * SECOND * chance);
    return { waited: true, nextAt, dueAt: nextAt };
  }
  return { step: step + 1, ...nextTry({ step: step + 1 }, now, chance) };
}

/** The last ten. */
export function withAttempt(attempts: readonly Attempt[], attempt: Attempt): Attempt[] {
  return [...attempts, attempt].slice(-MOST_TRIES);
}
