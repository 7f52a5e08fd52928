import { PaylinksConnectionError, problemOf, retryAfterSeconds } from './errors.ts';
import { sleep } from './sleep.ts';

export interface Retries {
  /** Of one call, the first one among them. 4 when absent; 1 repeats nothing. */
  maxTries?: number;
  /** A longer `Retry-After` is not waited for: the error tells it. 30 when absent. */
  maxWaitSeconds?: number;
  /** So long an answer to one try is waited for; the API itself gives up before. 35 when absent. */
  timeoutSeconds?: number;
  /** Before the first repeat where the answer names no time; doubled with each. 500 when absent. */
  firstWaitMs?: number;
}

export type Fetch = (request: Request) => Promise<Response>;

/** The answers that say: the same thing is being done just now. */
const IN_PROGRESS: ReadonlySet<string> = new Set(['idempotency_in_progress', 'operation_in_progress']);

/**
 * A fetch that repeats what may succeed later: no answer at all, 429, 503, and 409 for something under way. Where a second
 * effect could come of it (a POST without an Idempotency-Key, PATCH, DELETE, PUT with If-Match) only answers are repeated that say for
 * certain that nothing was done.
 */
export function retryingFetch(fetch: Fetch, retries: Retries = {}): Fetch {
  const { maxTries = 4, maxWaitSeconds = 30, timeoutSeconds = 35, firstWaitMs = 500 } = retries;
  const oneTry = withTimeout(fetch, timeoutSeconds * 1000);
  return async (request) => {
    const safe = isSafeToRepeat(request);
    for (let tries = 1; ; tries += 1) {
      const isLast = tries >= maxTries;
      const response = await answerOf(oneTry, request, safe && !isLast);
      const told = response && retryAfterSeconds(response);
      const isTooLong = told !== undefined && told > maxWaitSeconds;
      if (response && (isLast || isTooLong || !(await mayBeRepeated(response, safe)))) return response;
      // Full jitter, so that many callers do not come back together.
      const guessed = Math.random() * Math.min(firstWaitMs * 2 ** (tries - 1), maxWaitSeconds * 1000);
      await response?.body?.cancel();
      await sleep(told === undefined ? guessed : told * 1000, request.signal);
    }
  };
}

/** The time ends with the head of the answer: a long body may take longer. */
function withTimeout(fetch: Fetch, ms: number): Fetch {
  return async (request) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException('No answer in time', 'TimeoutError')), ms);
    try {
      return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, late.signal]) }));
    } finally {
      clearTimeout(timer);
    }
  };
}

/** `undefined`: no answer, and it may be tried again. */
async function answerOf(fetch: Fetch, request: Request, again: boolean): Promise<Response | undefined> {
  try {
    return await fetch(request.clone());
  } catch (error) {
    if (request.signal.aborted) throw error;
    if (again) return undefined;
    throw new PaylinksConnectionError(request, error);
  }
}

function isSafeToRepeat({ method, headers }: Request): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  if (method === 'PUT') return !headers.has('if-match');
  return method === 'POST' && headers.has('idempotency-key');
}

async function mayBeRepeated(response: Response, safe: boolean): Promise<boolean> {
  switch (response.status) {
    case 429:
      return true;
    case 503:
      // Without a problem it is a gateway's, behind which the request may have been carried out.
      return safe || (await problemOf(response)) !== undefined;
    case 409:
      return IN_PROGRESS.has((await problemOf(response))?.code ?? '');
    default:
      return false;
  }
}
