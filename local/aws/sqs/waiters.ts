/** Long polls that are waiting, first come first served. */
export interface Waiters {
  /**
   * Tries at once, then each time the queue is woken, until the attempt gives something, the time (real ms) is
   * over or the caller has gone; undefined when nothing came.
   */
  wait<T>(queue: string, ms: number, gone: AbortSignal, attempt: () => Attempt<T>): Promise<T | undefined>;
  /** Looks at the queue when the running operation is over, so that a batch is met as a whole. */
  wake(queue: string): void;
  wakeAll(): void;
  /** Ends every wait with nothing. */
  close(): void;
}

export interface Attempt<T> {
  found?: T | undefined;
  /** After how many ms of the queue's own clock something may have come to light. */
  againIn?: number | undefined;
}

/** A clock that stands still must not make a poll spin. */
const SHORTEST_PAUSE_MS = 25;

export function createWaiters(): Waiters {
  const waiting = new Set<{ queue: string; look(): void; end(): void }>();
  const woken = new Set<string>();
  const look = (wanted: (queue: string) => boolean) => {
    for (const waiter of [...waiting]) if (waiting.has(waiter) && wanted(waiter.queue)) waiter.look();
  };
  return {
    wake(queue) {
      if (woken.has(queue)) return;
      woken.add(queue);
      queueMicrotask(() => {
        woken.delete(queue);
        look((name) => name === queue);
      });
    },
    wakeAll: () => look(() => true),
    close: () => {
      for (const waiter of [...waiting]) waiter.end();
    },
    wait: (queue, ms, gone, attempt) =>
      new Promise((resolve, reject) => {
        let again: NodeJS.Timeout | undefined;
        const finish = (settle: () => void) => {
          waiting.delete(waiter);
          clearTimeout(again);
          clearTimeout(deadline);
          gone.removeEventListener('abort', waiter.end);
          settle();
        };
        const waiter = {
          queue,
          end: () => finish(() => resolve(undefined)),
          look() {
            clearTimeout(again);
            try {
              const { found, againIn } = attempt();
              if (found !== undefined) return finish(() => resolve(found));
              if (againIn !== undefined)
                again = setTimeout(waiter.look, Math.min(Math.max(againIn, SHORTEST_PAUSE_MS), 20_000));
            } catch (error) {
              finish(() => reject(error));
            }
          },
        };
        const deadline = setTimeout(waiter.end, ms);
        if (gone.aborted) return waiter.end();
        waiting.add(waiter);
        gone.addEventListener('abort', waiter.end);
        waiter.look();
      }),
  };
}
