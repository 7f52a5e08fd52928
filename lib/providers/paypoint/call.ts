import type { Call } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type ProviderRequest, requestProvider } from '../http.ts';
import type { PaypointAccount } from './account.ts';
import { errorReader } from './errors.ts';

export type PaypointCall = Call<PaypointAccount>;

export interface PaypointRequest<Answer>
  extends Pick<ProviderRequest<Answer>, 'operation' | 'effect' | 'method' | 'json' | 'answer'> {
  /** Below the base path, with its query. */
  path: string;
}

const CREATES: readonly string[] = ['create', 'batch_create'];

/** One request with the connection's keys. */
export async function callPaypoint<Answer>(
  { path, ...request }: PaypointRequest<Answer>,
  call: PaypointCall,
): Promise<Answer> {
  const { baseUrl, subscriptionKey, apiKey, profile } = call.account;
  const { base_path, api_key_header, create_status } = profile;
  return strict(
    request.effect,
    requestProvider(
      {
        ...request,
        provider: 'paypoint',
        url: `${baseUrl}${base_path}${path}`,
        headers: {
          'ocp-apim-subscription-key': subscriptionKey.reveal(),
          ...(apiKey !== undefined && { [api_key_header]: apiKey.reveal() }),
        },
        // 202 is not success here: sister products mean by it that the answer comes later.
        accepts: [200, 201, ...(CREATES.includes(request.operation) ? [create_status] : [])],
        readError: errorReader(profile, request.operation),
      },
      call,
    ),
  );
}

/** A change whose success cannot be read may have been done. */
export async function strict<Answer>(
  effect: ProviderRequest<Answer>['effect'],
  work: Promise<Answer>,
): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProviderError) || effect === 'read') throw error;
    const { kind, status = 0 } = error.facts;
    if (kind !== 'bad-response' || status < 200 || status > 299) throw error;
    throw new ProviderError({ ...error.facts, kind: 'outcome-unknown' }, error.cause);
  }
}
