/** Time that stands still while anything is at work, and then goes on to the next instant at which something is. */
export interface VirtualTime {
  readonly clock: { now(): number };
  /** Counts as work until it settles, but for its pauses. */
  work(task: () => Promise<void>): void;
  pause(ms: number): Promise<void>;
  /** Settles when nothing is at work any more. */
  still(): Promise<void>;
  /** The earliest end of a pause. */
  nextEnd(): number | undefined;
  /** Moves time and ends the pauses that end by then. */
  set(epochMs: number): void;
}

export function virtualTime(start: number): VirtualTime {
  let at = start;
  let working = 0;
  let failure: unknown;
  let pauses: { until: number; end(): void }[] = [];
  let tellStill: (() => void) | undefined;

  const done = () => {
    working -= 1;
    if (working === 0) tellStill?.();
  };
  return {
    clock: { now: () => at },
    work(task) {
      working += 1;
      task()
        .catch((error: unknown) => {
          failure = error;
        })
        .finally(done);
    },
    pause(ms) {
      return new Promise((resolve) => {
        pauses.push({ until: at + ms, end: resolve });
        done();
      });
    },
    async still() {
      if (working > 0)
        await new Promise<void>((resolve) => {
          tellStill = resolve;
        });
      if (failure !== undefined) throw failure;
    },
    nextEnd: () => (pauses.length ? Math.min(...pauses.map(({ until }) => until)) : undefined),
    set(epochMs) {
      at = epochMs;
      const over = pauses.filter(({ until }) => until <= at);
      pauses = pauses.filter(({ until }) => until > at);
      working += over.length;
      for (const { end } of over) end();
    },
  };
}
