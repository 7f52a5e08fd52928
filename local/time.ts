import { advance } from './advance.ts';
import type { MovableClock } from './clock.ts';
import { createDueIndex } from './due.ts';
import type { Engines } from './engines.ts';
import type { Runner } from './runner/runner.ts';

export interface Time {
  /** Moves time to this instant (epoch ms) in steps, and gives their number. */
  advanceTo(epochMs: number): Promise<number>;
  /** Runs the schedules now and waits until nothing moves. */
  tick(): Promise<void>;
  close(): void;
}

export interface TimeOptions {
  clock: MovableClock;
  engines: Engines;
  runner: Runner;
  /** Name of the table with the `due` index. */
  table: string;
  /** Called after time was moved. */
  moved(): void;
}

/** Moving time, one request after another. */
export function createTime({ clock, engines, runner, table, moved }: TimeOptions): Time {
  const { sqs, simulators, dynamodb } = engines;
  const dueIndex = createDueIndex(dynamodb.url, table);
  const settle = async () => {
    sqs.wakeWaiters();
    await Promise.all(simulators.map((simulator) => simulator.runDue()));
    await runner.tick();
    await runner.drain();
  };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
  const others = () => [sqs.nextAt(), ...simulators.map((simulator) => simulator.nextAt())];
  const advanceTo = (target: number) =>
    inTurn(async () => {
      const steps = await advance({ clock, due: dueIndex.look, others, settle }, target);
      moved();
      return steps;
    });
  // In real time the simulators' own acts need somebody to look at the clock.
  const timer = setInterval(() => {
    for (const simulator of simulators) void simulator.runDue();
  }, 1000);
  return {
    advanceTo,
    tick: () => inTurn(settle),
    close: () => {
      clearInterval(timer);
      dueIndex.close();
    },
  };
}
