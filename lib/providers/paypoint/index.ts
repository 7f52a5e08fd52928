import type { CreatedProviderLink, NewProviderLink, Provider, ProviderLinkRef } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { PaypointAccount } from './account.ts';
import { batches } from './batches.ts';
import { callPaypoint, type PaypointCall } from './call.ts';
import { paypointFacts } from './facts.ts';
import { fetchLink, findByReference, listLinks } from './lists.ts';
import { onWire, toCreateRequest } from './map.ts';
import { cancelWord } from './status.ts';
import { createAnswer, updateAnswer } from './wire.ts';

/** PayPoint MultiPay PayByLink. A link is a request for payment; nothing reads a single one, so it is looked for. */
export const paypoint: Provider<PaypointAccount> = {
  ...paypointFacts,
  createLink,
  fetchLink,
  listLinks,
  cancelLink,
  findByReference,
  batches,
  checkAccount: async (call) => {
    await batches.list(1, call);
  },
};

/** A reference is taken once: refused as taken, the request that has ours is the one that we wanted. */
async function createLink(input: NewProviderLink, call: PaypointCall): Promise<CreatedProviderLink> {
  const { account } = call;
  try {
    const { request_id, long_url } = await callPaypoint(
      {
        operation: 'create',
        effect: 'create',
        method: 'POST',
        path: account.profile.paths.create,
        json: toCreateRequest(input, account),
        answer: createAnswer(account),
      },
      call,
    );
    return { providerLinkId: request_id, providerUrl: long_url };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'conflict') throw error;
    return takenBy(input, call, error);
  }
}

async function takenBy(
  input: NewProviderLink,
  call: PaypointCall,
  conflict: ProviderError,
): Promise<CreatedProviderLink> {
  const found = await findByReference({ input }, call).catch(() => undefined);
  if (found?.length === 0) throw conflict;
  const [only] = found ?? [];
  if (only && found?.length === 1) return only;
  // Something has our reference, and what cannot be told now: the look-ups will.
  throw new ProviderError({ ...conflict.facts, kind: 'outcome-unknown' }, conflict.cause);
}

/** Only a status can be changed, and only to that of a stopped link; one that is stopped already is left so. */
async function cancelLink({ providerLinkId }: ProviderLinkRef, call: PaypointCall): Promise<void> {
  const { account } = call;
  const { profile } = account;
  const status = cancelWord(profile);
  const failure = (kind: 'not-found' | 'conflict') =>
    new ProviderError({ kind, provider: 'paypoint', operation: 'cancel' });
  if (!providerLinkId) throw failure('not-found');
  if (status === undefined) throw failure('conflict');
  await callPaypoint(
    {
      operation: 'cancel',
      effect: 'write',
      method: 'PUT',
      path: profile.paths.update.replace('{RequestId}', () => encodeURIComponent(providerLinkId)),
      json: onWire(profile, { request_id: providerLinkId, status }),
      answer: updateAnswer(account, status),
    },
    call,
  );
}
