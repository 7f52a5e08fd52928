import type { MovableClock } from './clock.ts';
import type { Due } from './due.ts';

export interface Steps {
  clock: MovableClock;
  /** What the table's items wait for. */
  due(now: number): Promise<Due>;
  /** Next instants of everything else that waits: hidden messages, a simulator's next act. */
  others(): (number | undefined)[];
  /** Runs the schedules, lets everything that is due happen and waits until nothing moves. */
  settle(): Promise<void>;
}

/** The schedule's own pace: how long an item that is due and not done waits for the next tick. */
const MINUTE_MS = 60_000;

/**
 * Moves time to `target` (epoch ms) from one instant at which something is due to the next, letting each happen before
 * time goes on: nothing is skipped, and nothing is late. Gives the number of steps.
 */
export async function advance({ clock, due, others, settle }: Steps, target: number): Promise<number> {
  let steps = 0;
  let lastOverdue: string | undefined;
  for (;;) {
    const now = clock.now();
    const { next, overdue } = await due(now);
    // What a tick did not get done is tried again at the pace of ticks; what no tick can move would hold time up for ever.
    const again = overdue !== undefined && overdue !== lastOverdue ? now + MINUTE_MS : undefined;
    lastOverdue = overdue;
    const instants = [next, again, ...others()].filter((instant) => instant !== undefined && instant > now);
    const step = Math.min(target, ...instants.map(Number));
    if (step > clock.now()) clock.set(step);
    await settle();
    steps += 1;
    if (step >= target) return steps;
  }
}
