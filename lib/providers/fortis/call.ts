import type { Call, ProviderLinkRef } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type ProviderRequest, requestProvider } from '../http.ts';
import type { FortisAccount } from './account.ts';
import { errorReader, type FortisOperation } from './errors.ts';

export type FortisCall = Call<FortisAccount>;

export interface FortisRequest<Answer>
  extends Pick<ProviderRequest<Answer>, 'effect' | 'method' | 'json' | 'answer'> {
  operation: FortisOperation;
  /** With its query. */
  path: string;
  /** The path holds an id: its 404 is about that record. */
  namesRecord?: boolean;
}

/** One request with the three headers that Fortis always wants; there is no token. */
export function callFortis<Answer>(
  { path, namesRecord = false, ...request }: FortisRequest<Answer>,
  call: FortisCall,
): Promise<Answer> {
  const { baseUrl, userId, userApiKey, developerId, profile } = call.account;
  return requestProvider(
    {
      ...request,
      provider: 'fortis',
      url: `${baseUrl}${path}`,
      headers: { 'user-id': userId, 'user-api-key': userApiKey.reveal(), 'developer-id': developerId },
      readError: errorReader(profile, request.operation, namesRecord),
    },
    call,
  );
}

export function paylinkPath(id: string): { path: string; namesRecord: true } {
  return { path: `/v2/paylinks/${encodeURIComponent(id)}`, namesRecord: true };
}

/** Fortis always gives an id at creation; without one there is nothing that could be asked for. */
export function idOf({ providerLinkId }: ProviderLinkRef, operation: FortisOperation): string {
  if (!providerLinkId) throw failed('not-found', operation);
  return providerLinkId;
}

/** A refusal of our own. */
export function failed(
  kind: 'rejected' | 'conflict' | 'not-found' | 'bad-response' | 'unavailable',
  operation: FortisOperation,
  pointers: readonly string[] = [],
): ProviderError {
  return new ProviderError({ kind, provider: 'fortis', operation, ...(pointers.length > 0 && { pointers }) });
}
