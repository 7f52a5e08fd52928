import type {
  Booking,
  CreatedProviderLink,
  NewProviderLink,
  Provider,
  ProviderLink,
  ProviderLinkRef,
} from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { FellohAccount } from './account.ts';
import { callFelloh, callWithToken, type FellohCall, fetchToken } from './call.ts';
import { toExpiry } from './dates.ts';
import { fellohFacts } from './facts.ts';
import { findByReference, listLinks, probeRequest } from './lists.ts';
import { providerUrl, toCreateRequest, toProviderLink } from './map.ts';
import { verifyNotification } from './notification.ts';
import { fetchPayment, fetchPayments } from './payments.ts';
import { CreateAnswer, DoneAnswer, LinkAnswer, type PaymentLink } from './wire.ts';

/** Felloh. Beware its verbs: POST lists, PUT creates, POST assigns. */
export const felloh: Provider<FellohAccount> = {
  ...fellohFacts,
  createLink,
  fetchLink,
  listLinks,
  cancelLink: deleteLink,
  deleteLink,
  assignLink,
  findByReference,
  verifyNotification: async (request, { account }) => verifyNotification(request, account),
  async findNotified({ providerLinkId, paymentId }, call) {
    if (providerLinkId !== undefined || paymentId === undefined) return providerLinkId;
    const payment = await fetchPayment(paymentId, call);
    return payment?.payment_link?.id ?? undefined;
  },
  /** Always with a token of its own: a kept one proves nothing about the keys. */
  async checkAccount(call) {
    const { value } = await fetchToken(call);
    await callWithToken(probeRequest(call.account), value, call);
  },
};

async function createLink(input: NewProviderLink, call: FellohCall): Promise<CreatedProviderLink> {
  const { account } = call;
  const { data } = await callFelloh(
    {
      operation: 'create',
      effect: 'create',
      method: 'PUT',
      path: '/agent/payment-links',
      json: toCreateRequest(input, account),
      answer: CreateAnswer,
    },
    call,
  );
  return {
    providerLinkId: data.id,
    providerUrl: providerUrl(data.id, account),
    providerExpiresAt: toExpiry(input.expiresAt, account.profile).endsAt,
  };
}

/** `not-found`: it is gone, by our own delete or not. */
async function fetchLink(ref: ProviderLinkRef, call: FellohCall): Promise<ProviderLink> {
  const observedAt = call.now();
  const link = await readLink(ref, call);
  return toProviderLink(link, call.account, {
    observedAt,
    expected: ref.money,
    authorisationOnly: ref.options.authorisation_only === true,
    payments: await fetchPayments(link, call),
  });
}

/** Only a link without transactions can be deleted; one that is gone already is what was wanted. */
async function deleteLink(ref: ProviderLinkRef, call: FellohCall): Promise<void> {
  try {
    await callFelloh(
      { operation: 'delete', effect: 'write', method: 'DELETE', ...linkPath(ref), answer: DoneAnswer },
      call,
    );
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not-found') return;
    throw error;
  }
}

/** By the booking's id as documented; by its reference in the SDK's way, with the link's own customer. */
async function assignLink(ref: ProviderLinkRef, booking: Booking, call: FellohCall): Promise<void> {
  const { path, namesRecord } = linkPath(ref);
  const json = booking.id === undefined ? await byReference(ref, booking, call) : { booking_id: booking.id };
  await callFelloh(
    {
      operation: 'assign',
      effect: 'write',
      method: 'POST',
      path: `${path}/assign`,
      namesRecord,
      json,
      answer: DoneAnswer,
    },
    call,
  );
}

async function byReference(ref: ProviderLinkRef, { reference }: Booking, call: FellohCall) {
  if (!reference) {
    throw new ProviderError({
      kind: 'rejected',
      provider: 'felloh',
      operation: 'assign',
      pointers: ['/booking/id'],
    });
  }
  const link = await readLink(ref, call);
  return {
    organisation: link.organisation?.id ?? call.account.organisation,
    customer_name: link.customer_name,
    email: link.email,
    booking_reference: reference,
  };
}

async function readLink(ref: ProviderLinkRef, call: FellohCall): Promise<PaymentLink> {
  const { data } = await callFelloh(
    { operation: 'get', effect: 'read', method: 'GET', ...linkPath(ref), answer: LinkAnswer },
    call,
  );
  return data;
}

function linkPath({ providerLinkId }: ProviderLinkRef): { path: string; namesRecord: true } {
  // Felloh always gives an id at creation; without one there is nothing that could be asked for.
  if (!providerLinkId) throw new ProviderError({ kind: 'not-found', provider: 'felloh', operation: 'get' });
  return { path: `/agent/payment-links/${encodeURIComponent(providerLinkId)}`, namesRecord: true };
}
