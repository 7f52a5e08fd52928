import type { Call } from '../../../lib/providers/contract.ts';
import { type ProviderRequest, requestProvider } from '../../../lib/providers/http.ts';
import type { SampleProviderAccount } from './account.ts';
import { errorReader } from './errors.ts';

export type SampleProviderCall = Call<SampleProviderAccount>;

interface SampleProviderRequest<Answer>
  extends Pick<ProviderRequest<Answer>, 'operation' | 'effect' | 'method' | 'json' | 'answer'> {
  /** With its query. */
  path: string;
  /** The path holds an id. */
  namesRecord?: boolean;
}

/** One request with the connection's key. */
export function callSampleProvider<Answer>(
  { path, namesRecord = false, ...request }: SampleProviderRequest<Answer>,
  call: SampleProviderCall,
): Promise<Answer> {
  const { baseUrl, apiKey } = call.account;
  return requestProvider(
    {
      ...request,
      provider: 'sample-provider',
      url: `${baseUrl}${path}`,
      headers: { 'x-api-key': apiKey.reveal() },
      readError: errorReader(namesRecord),
    },
    call,
  );
}
