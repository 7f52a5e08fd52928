import type { ExecutionEnvironment, Outcome } from './execution-environment.ts';

export interface LocalFunction {
  readonly name: string;
  readonly arn: string;
  invoke(event: unknown): Promise<Outcome>;
  /** Events under way or waiting for a free environment. */
  inFlight(): number;
  close(): Promise<void>;
}

export interface PoolOptions {
  name: string;
  arn: string;
  start(): ExecutionEnvironment;
  onFailure(outcome: Extract<Outcome, { ok: false }>): void;
  /** At most so many at once; more events wait. */
  maxEnvironments?: number;
  /** Real milliseconds after which an idle environment is let go. */
  idleMs?: number;
}

const CLOSED: Outcome = {
  ok: false,
  reason: 'crash',
  error: { errorType: 'Stopped', errorMessage: 'the stack is stopping', trace: [] },
};

/** A function and its execution environments, started when first needed. */
export function createFunction(options: PoolOptions): LocalFunction {
  const { name, arn, maxEnvironments = 4, idleMs = 60_000 } = options;
  const idle: { environment: ExecutionEnvironment; reaper: NodeJS.Timeout }[] = [];
  const all = new Set<ExecutionEnvironment>();
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let busy = 0;
  let closed = false;

  const drop = (environment: ExecutionEnvironment) => {
    all.delete(environment);
    return environment.close();
  };
  const take = (): ExecutionEnvironment => {
    for (let free = idle.pop(); free; free = idle.pop()) {
      clearTimeout(free.reaper);
      if (free.environment.alive()) return free.environment;
      void drop(free.environment);
    }
    const environment = options.start();
    all.add(environment);
    return environment;
  };
  const giveBack = (environment: ExecutionEnvironment) => {
    if (!environment.alive()) return void drop(environment);
    const entry = {
      environment,
      reaper: setTimeout(() => {
        idle.splice(idle.indexOf(entry), 1);
        void drop(environment);
      }, idleMs).unref(),
    };
    idle.push(entry);
  };
  const run = async (payload: string) => {
    const environment = take();
    const outcome = await environment.run(payload);
    giveBack(environment);
    return outcome;
  };
  return {
    name,
    arn,
    inFlight: () => inFlight,
    async invoke(event) {
      const payload = JSON.stringify(event);
      inFlight++;
      if (busy >= maxEnvironments) await new Promise<void>((resolve) => waiting.push(resolve));
      else busy++;
      const outcome = closed ? CLOSED : await run(payload);
      const next = waiting.shift();
      if (next) next();
      else busy--;
      inFlight--;
      if (!outcome.ok && !closed) options.onFailure(outcome);
      return outcome;
    },
    async close() {
      closed = true;
      for (const { reaper } of idle) clearTimeout(reaper);
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}
