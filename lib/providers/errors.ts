/**
 * What a failed provider call means for us. The first five are known not done; `unavailable`: nothing was sent or a read
 * failed; `outcome-unknown`: it may have been done and is settled by look-up, never by blind repeat; `bad-response`: not
 * this provider's protocol.
 */
export type ProviderErrorKind =
  | 'rejected'
  | 'credentials'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'unavailable'
  | 'outcome-unknown'
  | 'bad-response';

export interface ProviderErrorFacts {
  kind: ProviderErrorKind;
  provider: string;
  operation: string;
  /** HTTP status, where there was an answer. */
  status?: number;
  /** The provider's own error code. Its words are never kept: they may hold personal data. */
  code?: string;
  /** From Retry-After. */
  retryAfterMs?: number;
  /** Nothing was done although the kind alone does not say so: the call failed in a step before the one that does it. */
  nothingDone?: true;
  /** Fields of our API that the provider refused, as JSON pointers. */
  pointers?: readonly string[];
}

/** The one error that adapters throw. Its message names provider, operation, kind and code, and nothing else. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly facts: ProviderErrorFacts;

  constructor(facts: ProviderErrorFacts, cause?: unknown) {
    const code = facts.code ?? facts.status;
    super(
      `${facts.provider} ${facts.operation}: ${facts.kind}${code === undefined ? '' : ` (${code})`}`,
      cause === undefined ? undefined : { cause },
    );
    this.facts = facts;
  }

  get kind(): ProviderErrorKind {
    return this.facts.kind;
  }

  /** True where the provider certainly did not do what it was asked; ask this rather than the kind alone. */
  get knownNotDone(): boolean {
    return this.facts.nothingDone === true || isKnownNotDone(this.kind);
  }
}

/** What the kind alone says of it. */
function isKnownNotDone(kind: ProviderErrorKind): boolean {
  return kind !== 'outcome-unknown' && kind !== 'bad-response';
}
