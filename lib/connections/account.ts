import { baseUrls } from '../env.ts';
import { AppError } from '../errors.ts';
import { type AccountConfig, AccountError, type ProviderFacts } from '../providers/contract.ts';

/**
 * Parses what a connection is to hold, to the provider's own account. `validation_error` with the provider's own pointers,
 * without a value.
 */
export function checkAccountConfig(facts: ProviderFacts, config: Omit<AccountConfig, 'baseUrls'>): unknown {
  try {
    return facts.openAccount({ ...config, baseUrls: baseUrls() });
  } catch (error) {
    throw accountProblem(error);
  }
}

/** What does not fit a provider, as our caller is told; any other error as it is. */
export function accountProblem(error: unknown): unknown {
  if (!(error instanceof AccountError)) return error;
  return new AppError(
    'validation_error',
    { detail: 'The connection does not fit its provider; see errors.', errors: error.issues },
    error,
  );
}
