import type {
  Booking,
  CreatedProviderLink,
  NewProviderLink,
  Provider,
  ProviderLink,
  ProviderLinkChanges,
  ProviderLinkRef,
} from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type FortisAccount, FortisId } from './account.ts';
import { callFortis, type FortisCall, failed, idOf, paylinkPath } from './call.ts';
import { endOf, toExpireDate } from './dates.ts';
import { EXPANDS, fortisFacts } from './facts.ts';
import { findByReference, list, listLinks, sweep } from './lists.ts';
import { pageUrlOf, toProviderLink } from './map.ts';
import { verifyNotification } from './notification.ts';
import { fetchPayments } from './payments.ts';
import { fetchPaylink, knownPage } from './read.ts';
import { toCreateRequest, toUpdateRequest, wrapped } from './requests.ts';
import { sendLink } from './send.ts';
import { daysOf } from './status.ts';
import { CreateAnswer, NoAnswer, PaylinkAnswer } from './wire.ts';

/** Fortis, API v2. */
export const fortis: Provider<FortisAccount> = {
  ...fortisFacts,
  createLink,
  fetchLink,
  listLinks: async (filter, call) => listLinks(filter, call),
  updateLink,
  cancelLink: deleteLink,
  deleteLink,
  assignLink,
  sendLink,
  sweep,
  findByReference,
  verifyNotification: async (request, { account }) => verifyNotification(request, account),
  async checkAccount(call) {
    await list({ page_size: '1' }, call);
  },
};

async function createLink(input: NewProviderLink, call: FortisCall): Promise<CreatedProviderLink> {
  const days = daysOf(call.account);
  const { paylink } = await callFortis(
    {
      operation: 'create',
      effect: 'create',
      method: 'POST',
      path: '/v2/paylinks',
      json: toCreateRequest(input, call.account),
      answer: CreateAnswer,
    },
    call,
  );
  return {
    providerLinkId: paylink.id,
    providerUrl: await newPage(paylink.id, call),
    providerExpiresAt: endOf(toExpireDate(input.expiresAt, days), days),
  };
}

/** The link is made, only its page is not known: whatever fails here is settled by looking, never by another create. */
async function newPage(id: string, call: FortisCall): Promise<string> {
  if (!call.account.profile.payment_url_expand) return knownPage({ id }, call);
  try {
    return knownPage(await fetchPaylink(id, [], call), call);
  } catch (error) {
    if (!(error instanceof ProviderError) || !error.knownNotDone) throw error;
    throw new ProviderError({ kind: 'outcome-unknown', provider: 'fortis', operation: 'create' }, error);
  }
}

/** `not-found`: it is gone, by our own delete or not. */
async function fetchLink(
  ref: ProviderLinkRef,
  call: FortisCall,
  expand: readonly string[] = [],
): Promise<ProviderLink> {
  const observedAt = call.now();
  if (expand.some((name) => !EXPANDS.includes(name))) throw failed('rejected', 'get', ['/expand']);
  const link = await fetchPaylink(idOf(ref, 'get'), expand, call);
  const payments = await fetchPayments(link, call);
  const providerUrl = pageUrlOf(link, call.account) ?? ref.providerUrl ?? knownPage(link, call);
  return toProviderLink(link, call.account, {
    observedAt,
    expected: ref.money.amount,
    providerUrl,
    expand,
    ...(payments && { payments }),
  });
}

async function updateLink(
  ref: ProviderLinkRef,
  changes: ProviderLinkChanges,
  call: FortisCall,
): Promise<void> {
  const json = toUpdateRequest(changes, ref, call.account);
  if (json !== undefined) await put(ref, json, call);
}

/** A paid link cannot be deleted; one that is gone already is what was wanted. */
async function deleteLink(ref: ProviderLinkRef, call: FortisCall): Promise<void> {
  const path = paylinkPath(idOf(ref, 'delete'));
  try {
    await callFortis(
      { operation: 'delete', effect: 'write', method: 'DELETE', ...path, answer: NoAnswer },
      call,
    );
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return;
    throw error;
  }
}

/** What a link is assigned to here is a contact: by Fortis' id, else by the merchant's own. */
async function assignLink(ref: ProviderLinkRef, booking: Booking, call: FortisCall): Promise<void> {
  const { id, reference } = booking;
  if (id ? !FortisId.safeParse(id).success : !reference || reference.length > 64) {
    throw failed('rejected', 'update', [id || !reference ? '/booking/id' : '/booking/reference']);
  }
  await put(ref, wrapped(id ? { contact_id: id } : { contact_api_id: reference }), call);
}

async function put(ref: ProviderLinkRef, json: object, call: FortisCall): Promise<void> {
  const path = paylinkPath(idOf(ref, 'update'));
  await callFortis(
    { operation: 'update', effect: 'write', method: 'PUT', ...path, json, answer: PaylinkAnswer },
    call,
  );
}
