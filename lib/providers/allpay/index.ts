import type {
  CreatedProviderLink,
  NativeMessage,
  NewProviderLink,
  Provider,
  ProviderLinkChanges,
  ProviderLinkRef,
} from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { AllpayAccount } from './account.ts';
import { type AllpayCall, callAllpay } from './call.ts';
import { allpayFacts } from './facts.ts';
import { findByReference, findListed, listAll, listLinks, paymentUrlId, readPending } from './lists.ts';
import { toCreateFields, toProviderLink, toSendFields, toUpdateFields } from './map.ts';
import { createAnswer, DoneAnswer } from './wire.ts';

/** allpay. A create tells only its url; the id, and all news, are read from two lists of everything. */
export const allpay: Provider<AllpayAccount> = {
  ...allpayFacts,
  createLink,
  fetchLink: async (ref, call) => toProviderLink(await findListed(ref, call), ref.money),
  listLinks,
  updateLink,
  cancelLink: deleteLink,
  deleteLink,
  sendLink,
  sweep: (_request, call) => listAll(call),
  findByReference,
  async checkAccount(call) {
    await readPending(call);
  },
};

async function createLink(input: NewProviderLink, call: AllpayCall): Promise<CreatedProviderLink> {
  const { account } = call;
  const made = await callAllpay(
    { operation: 'create', fields: toCreateFields(input, account), answer: createAnswer(account) },
    call,
  );
  return { providerLinkId: made.payment_url_id ?? null, providerUrl: made.url };
}

/** Only a pending link can be changed; absolute values, so that repeating is harmless. */
async function updateLink(
  ref: ProviderLinkRef,
  changes: ProviderLinkChanges,
  call: AllpayCall,
): Promise<void> {
  const fields = toUpdateFields(changes, ref, call.account);
  if (Object.keys(fields).length === 0) return;
  const payment_url_id = await paymentUrlId(ref, 'update', call);
  await callAllpay({ operation: 'update', fields: { payment_url_id, ...fields }, answer: DoneAnswer }, call);
}

/** Only a pending link can be deleted; one that is gone already is what was wanted. */
async function deleteLink(ref: ProviderLinkRef, call: AllpayCall): Promise<void> {
  const payment_url_id = await paymentUrlId(ref, 'delete', call);
  try {
    await callAllpay({ operation: 'delete', fields: { payment_url_id }, answer: DoneAnswer }, call);
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return;
    throw error;
  }
}

/** One message per call, so never repeated. */
async function sendLink(ref: ProviderLinkRef, message: NativeMessage, call: AllpayCall): Promise<void> {
  // Every create tells the url; without one there is nothing that could be sent.
  if (!ref.providerUrl) throw new ProviderError({ kind: 'not-found', provider: 'allpay', operation: 'send' });
  await callAllpay(
    {
      operation: 'send',
      fields: toSendFields(ref.providerUrl, message, call.account),
      answer: DoneAnswer,
    },
    call,
  );
}
