import type { Call } from '../contract.ts';
import { ProviderError, type ProviderErrorFacts } from '../errors.ts';
import { type ProviderRequest, requestProvider } from '../http.ts';
import { type Secret, secret } from '../secret.ts';
import type { FellohAccount } from './account.ts';
import { errorReader } from './errors.ts';
import { TokenAnswer } from './wire.ts';

export type FellohCall = Call<FellohAccount>;

export interface FellohRequest<Answer>
  extends Pick<ProviderRequest<Answer>, 'operation' | 'effect' | 'method' | 'json' | 'answer'> {
  path: string;
  /** The path holds an id: its 404 is about that record. */
  namesRecord?: boolean;
}

/** How long before its end a token is no longer used, and how long one without a known end is. */
const TOKEN_MARGIN_MS = 60_000;
const TOKEN_DEFAULT_MS = 300_000;

/** One request with the connection's token; after a 401 once more with a fresh one, for nothing was done. */
export async function callFelloh<Answer>(request: FellohRequest<Answer>, call: FellohCall): Promise<Answer> {
  const token = await sessionToken(call);
  try {
    return await callWithToken(request, token, call);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.facts.status !== 401) throw error;
    call.session.drop('token', token);
    return await callWithToken(request, await sessionToken(call), call);
  }
}

export function callWithToken<Answer>(
  { path, namesRecord = false, ...request }: FellohRequest<Answer>,
  token: Secret,
  call: FellohCall,
): Promise<Answer> {
  const { baseUrl, profile } = call.account;
  return requestProvider(
    {
      ...request,
      provider: 'felloh',
      url: `${baseUrl}${path}`,
      headers: { authorization: `Bearer ${token.reveal()}` },
      readError: errorReader(profile, namesRecord),
    },
    call,
  );
}

/** Whatever goes wrong here, the operation itself was not sent. */
async function sessionToken(call: FellohCall): Promise<Secret> {
  try {
    return await call.session.keep('token', call, async () => fetchToken(call));
  } catch (error) {
    const facts: ProviderErrorFacts =
      error instanceof ProviderError
        ? error.facts
        : { kind: 'unavailable', provider: 'felloh', operation: 'token' };
    throw new ProviderError(
      { ...facts, nothingDone: true },
      error instanceof ProviderError ? error.cause : undefined,
    );
  }
}

/** Proves the keys; a token of its own. */
export async function fetchToken(call: FellohCall): Promise<{ value: Secret; until: number }> {
  const { baseUrl, publicKey, privateKey, profile } = call.account;
  const { data } = await requestProvider(
    {
      provider: 'felloh',
      operation: 'token',
      effect: 'read',
      method: 'POST',
      url: `${baseUrl}/token`,
      json: { public_key: publicKey.reveal(), private_key: privateKey.reveal() },
      answer: TokenAnswer,
      readError: errorReader(profile, false),
    },
    call,
  );
  const until = data.expiry_time ? data.expiry_time * 1000 - TOKEN_MARGIN_MS : call.now() + TOKEN_DEFAULT_MS;
  return { value: secret(data.token), until };
}
