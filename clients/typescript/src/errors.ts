import type { Problem } from './generated/schema.ts';

export type ProblemCode = Problem['code'];

/**
 * The API has answered, and refused or failed. `code` is one of the API's closed list, or `unknown` where the answer is no
 * problem document (a gateway before the API).
 */
export class PaylinksError extends Error {
  override readonly name = 'PaylinksError';
  readonly code: ProblemCode | 'unknown';
  readonly status: number;
  /** The same request may succeed later; with the same `idempotencyKey` it goes on where this one ended. */
  readonly retryable: boolean;
  /** One per fault of the request: a JSON pointer into the body, or below /query, /path and /header. */
  readonly errors: NonNullable<Problem['errors']>;
  /** The link that was made, or tried, by the request that failed. */
  readonly linkId: string | undefined;
  /** To be named when you ask whoever runs the service. */
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** The key that the request had. */
  readonly idempotencyKey: string | undefined;
  /** The whole answer. */
  readonly problem: Problem | undefined;

  constructor(response: Response, problem: Problem | undefined, idempotencyKey?: string | null) {
    super(problem ? `${problem.title}: ${problem.detail}` : `The API has answered ${response.status}`);
    this.code = problem?.code ?? 'unknown';
    this.status = response.status;
    this.retryable = problem?.retryable ?? (response.status === 429 || response.status >= 500);
    this.errors = problem?.errors ?? [];
    this.linkId = problem?.link_id;
    this.requestId = problem?.request_id ?? response.headers.get('request-id') ?? undefined;
    this.retryAfterSeconds = retryAfterSeconds(response);
    this.idempotencyKey = idempotencyKey ?? undefined;
    this.problem = problem;
  }
}

/**
 * No answer has come: nobody knows whether the request was carried out. A repeat with the same `idempotencyKey` (where
 * there is one) gives the first answer, or goes on with the same link; without it a second link could be made.
 */
export class PaylinksConnectionError extends Error {
  override readonly name = 'PaylinksConnectionError';
  readonly idempotencyKey: string | undefined;

  constructor(request: Request, cause: unknown) {
    super(`No answer to ${request.method} ${new URL(request.url).pathname}`, { cause });
    this.idempotencyKey = request.headers.get('idempotency-key') ?? undefined;
  }
}

/** The problem that an answer is; `undefined` if it is none. Leaves the answer to be read. */
export async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return undefined;
  try {
    const body: unknown = await response.clone().json();
    return isProblem(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** As far as anybody here looks at it. */
function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  return 'code' in body && typeof body.code === 'string' && 'title' in body && 'retryable' in body;
}

/** Both forms of RFC 9110: seconds, or a date. */
export function retryAfterSeconds({ headers }: Response): number | undefined {
  const said = headers.get('retry-after')?.trim();
  if (!said) return undefined;
  if (/^\d+$/.test(said)) return Number(said);
  const at = Date.parse(said);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
