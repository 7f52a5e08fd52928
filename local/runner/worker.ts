import { parentPort, workerData } from 'node:worker_threads';
import { patchDate } from './date.ts';
import { enforceRole } from './enforce-role.ts';
import type { FromWorker, ToWorker, WorkerData } from './worker-protocol.ts';

// One thread is one execution environment of one function: the module is loaded once, events come one at a time.
const { offset, moduleUrl, handlerName, role, context }: WorkerData = workerData;
const port = parentPort;
if (!port) throw new Error('this file runs in a worker thread only');

patchDate(offset);
if (role) enforceRole(role);

const loading = load();
loading.catch(() => {}); // told to whoever invokes

port.on('message', async ({ id, event, requestId, timeoutMs }: ToWorker) => {
  const deadline = performance.now() + timeoutMs;
  let answer: FromWorker;
  try {
    const handler = await loading;
    const result = await handler(JSON.parse(event), {
      ...context,
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    });
    answer = { id, result: JSON.stringify(result) };
  } catch (error) {
    answer = { id, error: describe(error) };
  }
  port.postMessage(answer);
});

async function load(): Promise<(event: unknown, context: unknown) => unknown> {
  const module = await import(moduleUrl);
  const handler = module[handlerName] ?? module.default?.[handlerName];
  if (typeof handler !== 'function') throw new Error(`${handlerName} is undefined or not exported`);
  return handler;
}

function describe(error: unknown): NonNullable<FromWorker['error']> {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
