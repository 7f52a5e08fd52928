import type { Failure } from './link.ts';

const PASSING: ReadonlySet<string> = new Set(['unavailable', 'rate-limited', 'credentials']);

/** True where the row needs no correction: the provider took nothing, or refused the connection's credentials. */
export function failedInPassing(failure: Failure | undefined): boolean {
  return failure !== undefined && PASSING.has(failure.category);
}
