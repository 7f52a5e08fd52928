import { AppError, type ErrorCode } from '../errors.ts';
import type { ProviderError, ProviderErrorKind } from './errors.ts';

/** The one table from what a provider did to what our caller is told. */
const CODE: Readonly<Record<ProviderErrorKind, ErrorCode>> = {
  rejected: 'provider_rejected',
  credentials: 'provider_rejected',
  'not-found': 'provider_rejected',
  conflict: 'provider_rejected',
  'rate-limited': 'rate_limited',
  unavailable: 'provider_unavailable',
  'outcome-unknown': 'provider_unavailable',
  'bad-response': 'provider_bad_response',
};

const DETAIL: Readonly<Record<ProviderErrorKind, string>> = {
  rejected: 'The provider refused the request.',
  credentials: "The provider refused the connection's credentials.",
  'not-found': 'The provider does not know the record.',
  conflict: "The provider refused the request in the record's present state.",
  'rate-limited': 'The provider takes no more calls for now.',
  unavailable: 'The provider cannot be reached; nothing was done.',
  'outcome-unknown': 'The provider did not answer in time.',
  'bad-response': 'The provider answered in a way that is not its protocol.',
};

/** Seconds after which a repeat makes sense, where the provider does not say. */
const RETRY_AFTER_SECONDS = 30;

/** Tells our caller of a failed provider call, without one of the provider's own words. */
export function providerProblem(error: ProviderError, linkId?: string): AppError {
  const { kind, provider, status, code, retryAfterMs, pointers } = error.facts;
  const passing = kind === 'rate-limited' || kind === 'unavailable' || kind === 'outcome-unknown';
  return new AppError(
    CODE[kind],
    {
      detail: DETAIL[kind],
      provider: {
        name: provider,
        category: kind,
        ...(status === undefined ? {} : { status }),
        ...(code === undefined ? {} : { code }),
      },
      ...(linkId === undefined ? {} : { linkId }),
      ...(passing
        ? { retryAfterSeconds: Math.ceil((retryAfterMs ?? RETRY_AFTER_SECONDS * 1000) / 1000) }
        : {}),
      ...(pointers?.length
        ? {
            errors: pointers.map((pointer) => ({ pointer, code: 'provider_rejected', detail: DETAIL[kind] })),
          }
        : {}),
    },
    error,
  );
}
