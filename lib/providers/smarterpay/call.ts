import type { Call } from '../contract.ts';
import { type ProviderRequest, requestProvider } from '../http.ts';
import type { SmarterpayAccount } from './account.ts';
import { errorReader } from './errors.ts';

export type SmarterpayCall = Call<SmarterpayAccount>;

export interface SmarterpayRequest<Answer>
  extends Pick<ProviderRequest<Answer>, 'operation' | 'effect' | 'method' | 'json' | 'answer'> {
  path: string;
  /** The path holds an id: its 404 is about that record. */
  namesRecord?: boolean;
  /** Idempotency-Key: the same in every repeat of a write. */
  key?: string;
}

export function callSmarterpay<Answer>(
  { path, namesRecord = false, key, ...request }: SmarterpayRequest<Answer>,
  call: SmarterpayCall,
): Promise<Answer> {
  const { baseUrl, apiToken, profile } = call.account;
  return requestProvider(
    {
      ...request,
      provider: 'smarterpay',
      url: `${baseUrl}${path}`,
      headers: {
        authorization: `Bearer ${apiToken.reveal()}`,
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      readError: errorReader(profile, namesRecord),
    },
    call,
  );
}
