import type {
  CreatedProviderLink,
  NewProviderLink,
  Provider,
  ProviderLink,
  ProviderLinkRef,
} from '../../../lib/providers/contract.ts';
import { ProviderError } from '../../../lib/providers/errors.ts';
import type { SampleProviderAccount } from './account.ts';
import { callSampleProvider, type SampleProviderCall } from './call.ts';
import { sampleProviderFacts } from './facts.ts';
import { findByReference, listLinks, probe } from './lists.ts';
import { toCreateRequest, toProviderLink } from './map.ts';
import { linkAnswer } from './wire.ts';

/** Sample Provider. An operation is supported if and only if its method is here. */
export const sampleProvider: Provider<SampleProviderAccount> = {
  ...sampleProviderFacts,
  createLink,
  fetchLink,
  listLinks,
  cancelLink,
  findByReference,
  checkAccount: probe,
};

async function createLink(input: NewProviderLink, call: SampleProviderCall): Promise<CreatedProviderLink> {
  const { id, url, expires_at } = await callSampleProvider(
    {
      operation: 'create',
      effect: 'create',
      method: 'POST',
      path: '/payment-links',
      json: toCreateRequest(input),
      answer: linkAnswer(call.account),
    },
    call,
  );
  return {
    providerLinkId: id,
    providerUrl: url,
    ...(expires_at != null && { providerExpiresAt: expires_at }),
  };
}

async function fetchLink(ref: ProviderLinkRef, call: SampleProviderCall): Promise<ProviderLink> {
  const observedAt = call.now();
  const link = await callSampleProvider(
    {
      operation: 'get',
      effect: 'read',
      method: 'GET',
      path: pathOf(ref, 'get'),
      namesRecord: true,
      answer: linkAnswer(call.account),
    },
    call,
  );
  return toProviderLink(link, call.account, { observedAt, expected: ref.money });
}

/** Cancelling twice answers the same; what is paid already is a conflict. */
async function cancelLink(ref: ProviderLinkRef, call: SampleProviderCall): Promise<void> {
  await callSampleProvider(
    {
      operation: 'cancel',
      effect: 'write',
      method: 'POST',
      path: `${pathOf(ref, 'cancel')}/cancel`,
      namesRecord: true,
      answer: linkAnswer(call.account),
    },
    call,
  );
}

function pathOf({ providerLinkId }: ProviderLinkRef, operation: string): string {
  // Every create tells an id; without one there is nothing that could be asked for.
  if (!providerLinkId) {
    throw new ProviderError({ kind: 'not-found', provider: 'sample-provider', operation });
  }
  return `/payment-links/${encodeURIComponent(providerLinkId)}`;
}
