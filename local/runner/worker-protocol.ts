import type { Role } from './iam.ts';

/** What a worker thread is started with. */
export interface WorkerData {
  /** Milliseconds ahead of real time, shared by all threads. */
  offset: BigInt64Array;
  moduleUrl: string;
  handlerName: string;
  /** What the function may do; without it everything is allowed. */
  role?: Role;
  /** The constant part of Lambda's context object. */
  context: Record<string, unknown>;
}

export interface ToWorker {
  id: number;
  /** JSON, as Lambda hands it over: no reference is shared. */
  event: string;
  requestId: string;
  timeoutMs: number;
}

export interface FromWorker {
  id: number;
  /** JSON; absent when the handler returned nothing. */
  result?: string | undefined;
  error?: { errorType: string; errorMessage: string; trace: string[] };
}
