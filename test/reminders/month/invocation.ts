import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../../lib/clock.ts';

/** Not sent; or sent and carried out, and the answer never seen. */
export type Death = 'before' | 'after';

/** One run of one function, whose clock may go wrong, whose calls take time and who may die at any of them. */
export interface Invocation {
  readonly name: string;
  readonly skewMs: number;
  readonly kill?: { call: number; death: Death };
  /** Place in the order of everything that happens in the world. */
  readonly begun: number;
  /** How far into the world's minute it begins. */
  readonly elapsedMs?: number;
}

/** A call that has come to the wire of an invocation. */
export interface Mark {
  calls: number;
  elapsedMs: number;
  realMs: number;
}

interface Running extends Invocation {
  elapsedMs: number;
  calls: number;
  timers: { at: number; controller: AbortController }[];
  /** The last answer of a provider. */
  read?: Mark;
  dead: boolean;
  die(call: string): void;
}

export type Ended<T> = { answered: T } | { failed: unknown } | { killed: string };

const store = new AsyncLocalStorage<Running>();

export async function invoke<T>(given: Invocation, work: () => Promise<T>): Promise<Ended<T>> {
  const died = Promise.withResolvers<Ended<T>>();
  const running: Running = {
    elapsedMs: 0,
    ...given,
    calls: 0,
    timers: [],
    dead: false,
    die: (call) => {
      running.dead = true;
      died.resolve({ killed: call });
    },
  };
  return store.run(running, () =>
    Promise.race([
      work().then(
        (answered) => ({ answered }),
        (failed: unknown) => ({ failed }),
      ),
      died.promise,
    ]),
  );
}

/** Who acts now; `undefined`: the world itself. */
export function current(): Running | undefined {
  return store.getStore();
}

/** The clock that an invocation looks at: the world's, with its own fault, and the time that its calls have taken. */
export function seenClock(world: Clock): Clock {
  return {
    now: () => {
      const running = store.getStore();
      return world.now() + (running ? running.skewMs + running.elapsedMs : 0);
    },
  };
}

/** Lets one call pass that takes some time, or kills whoever makes it. */
export async function pass<T>(name: string, takesMs: number, call: () => Promise<T>): Promise<T> {
  const running = store.getStore();
  if (!running) return call();
  if (running.dead) return never();
  running.calls += 1;
  const { kill } = running;
  // What others of the environment wait for as well dies with the whole of it, which cannot be had in one process.
  const dies = kill !== undefined && running.calls >= kill.call && !name.includes('token');
  if (dies && kill.death === 'before') {
    running.die(name);
    return never();
  }
  spend(takesMs);
  const answer = await call();
  if (dies) running.die(name);
  return running.dead ? never() : answer;
}

/** Time goes by for whoever acts, and what was set for that time goes off. */
export function spend(ms: number): void {
  const running = store.getStore();
  if (!running) return;
  running.elapsedMs += ms;
  const over = running.timers.filter(({ at }) => at <= running.elapsedMs);
  running.timers = running.timers.filter(({ at }) => at > running.elapsedMs);
  for (const { controller } of over) controller.abort(new DOMException('time is over', 'TimeoutError'));
}

export function mark({ calls, elapsedMs }: Running): Mark {
  return { calls, elapsedMs, realMs: performance.now() };
}

/** Within an invocation `AbortSignal.timeout` counts its own time. Gives what undoes it. */
export function countTimeouts(): () => void {
  const real = AbortSignal.timeout;
  AbortSignal.timeout = (ms) => {
    const running = store.getStore();
    if (!running) return real.call(AbortSignal, ms);
    const controller = new AbortController();
    running.timers.push({ at: running.elapsedMs + ms, controller });
    return controller.signal;
  };
  return () => {
    AbortSignal.timeout = real;
  };
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}
