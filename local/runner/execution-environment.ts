import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FromWorker, WorkerData } from './worker-protocol.ts';

export type Outcome =
  | { ok: true; value: unknown }
  | { ok: false; reason: 'error' | 'timeout' | 'crash'; error: NonNullable<FromWorker['error']> };

/** One worker thread, with one event at a time. */
export interface ExecutionEnvironment {
  run(event: string): Promise<Outcome>;
  /** False once the thread has ended, however it did: it must not be used again. */
  alive(): boolean;
  close(): Promise<void>;
}

export interface EnvironmentOptions {
  data: WorkerData;
  env: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
  onLine(line: string): void;
}

export function startEnvironment(options: EnvironmentOptions): ExecutionEnvironment {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: options.data,
    env: options.env,
    stdout: true,
    stderr: true,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
  });
  for (const stream of [worker.stdout, worker.stderr])
    createInterface({ input: stream }).on('line', options.onLine);

  let alive = true;
  let finish: ((outcome: Outcome) => void) | undefined;
  const settle = (outcome: Outcome) => {
    finish?.(outcome);
    finish = undefined;
  };
  const crash = (error: Error) => {
    alive = false;
    settle({
      ok: false,
      reason: 'crash',
      error: { errorType: error.name, errorMessage: error.message, trace: [] },
    });
  };
  worker.on('error', (error) => crash(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => crash(new Error(`the function's thread ended with exit code ${code}`)));
  worker.on('message', ({ result, error }: FromWorker) =>
    settle(
      error
        ? { ok: false, reason: 'error', error }
        : { ok: true, value: result === undefined ? undefined : JSON.parse(result) },
    ),
  );
  const stop = async () => {
    alive = false;
    await worker.terminate();
  };
  let count = 0;
  return {
    alive: () => alive,
    close: stop,
    async run(event) {
      const timer = setTimeout(() => {
        const errorMessage = `Task timed out after ${(options.timeoutMs / 1000).toFixed(2)} seconds`;
        settle({
          ok: false,
          reason: 'timeout',
          error: { errorType: 'Sandbox.Timedout', errorMessage, trace: [] },
        });
        void stop();
      }, options.timeoutMs);
      const outcome = await new Promise<Outcome>((resolve) => {
        finish = resolve;
        worker.postMessage({ id: ++count, event, requestId: randomUUID(), timeoutMs: options.timeoutMs });
      });
      clearTimeout(timer);
      return outcome;
    },
  };
}
