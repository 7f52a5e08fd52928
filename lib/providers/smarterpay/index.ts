import type {
  CreatedProviderLink,
  NewProviderLink,
  Provider,
  ProviderLink,
  ProviderLinkChanges,
  ProviderLinkRef,
} from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { SmarterpayAccount } from './account.ts';
import { callSmarterpay, type SmarterpayCall } from './call.ts';
import { toInstant } from './dates.ts';
import { smarterpayFacts } from './facts.ts';
import { findByReference, listLinks, probe, sweep } from './lists.ts';
import { toCreateRequest, toProviderLink, toUpdateRequest } from './map.ts';
import { verifyNotification } from './notification.ts';
import { isOnceDone } from './status.ts';
import { LinkAnswer, type PaymentLink } from './wire.ts';

/** SmarterPay Cloud. A link leads to an Ecommerce Page of the portal, which decides what the payer does. */
export const smarterpay: Provider<SmarterpayAccount> = {
  ...smarterpayFacts,
  createLink,
  fetchLink,
  listLinks,
  updateLink,
  cancelLink,
  sweep,
  findByReference,
  verifyNotification,
  checkAccount: probe,
};

async function createLink(input: NewProviderLink, call: SmarterpayCall): Promise<CreatedProviderLink> {
  const { payment_link } = await callSmarterpay(
    {
      operation: 'create',
      effect: 'create',
      method: 'POST',
      path: '/paymentlink',
      key: input.reference,
      json: toCreateRequest(input, call.account),
      answer: LinkAnswer,
    },
    call,
  );
  const providerExpiresAt = toInstant(payment_link.expiry, call.account.profile.time_zone);
  return {
    providerLinkId: payment_link.id,
    providerUrl: payment_link.url,
    ...(providerExpiresAt !== undefined && { providerExpiresAt }),
  };
}

async function fetchLink(ref: ProviderLinkRef, call: SmarterpayCall): Promise<ProviderLink> {
  const observedAt = call.now();
  const link = await readLink(ref, call);
  return toProviderLink(link, call.account, { observedAt, expected: ref.money });
}

/** The metadata strings; all else of a link is what it was made with. */
async function updateLink(
  ref: ProviderLinkRef,
  changes: ProviderLinkChanges,
  call: SmarterpayCall,
): Promise<void> {
  await putLink(ref, toUpdateRequest(changes, call.account), changes.key, call);
}

/**
 * Expiring is for ever. A single-use link whose journey is done cannot be stopped any more: that is a `conflict`, although
 * SmarterPay says yes to it. An answer that still says `active`, as in its document, is read again.
 */
async function cancelLink(ref: ProviderLinkRef, call: SmarterpayCall): Promise<void> {
  const answered = await putLink(ref, { payment_link: { status: 'expired' } }, 'expire', call);
  const link = answered.status === 'expired' ? answered : await readLink(ref, call);
  const page = call.account.pages.find(({ id }) => id === link.ecommerce_page);
  if (isOnceDone({ page, completed: Boolean(link.completed_at) })) throw failed('conflict', 'expire');
  if (link.status !== 'expired') throw failed('outcome-unknown', 'expire');
}

async function putLink(
  ref: ProviderLinkRef,
  json: object,
  operationId: string,
  call: SmarterpayCall,
): Promise<PaymentLink> {
  const { payment_link } = await callSmarterpay(
    {
      operation: operationId === 'expire' ? 'expire' : 'update',
      effect: 'write',
      method: 'PUT',
      ...linkPath(ref),
      key: `${ref.providerLinkId}-${operationId}`,
      json,
      answer: LinkAnswer,
    },
    call,
  );
  return payment_link;
}

async function readLink(ref: ProviderLinkRef, call: SmarterpayCall): Promise<PaymentLink> {
  const { payment_link } = await callSmarterpay(
    { operation: 'get', effect: 'read', method: 'GET', ...linkPath(ref), answer: LinkAnswer },
    call,
  );
  return payment_link;
}

function linkPath({ providerLinkId }: ProviderLinkRef): { path: string; namesRecord: true } {
  // SmarterPay always gives an id at creation; without one there is nothing that could be asked for.
  if (!providerLinkId) throw failed('not-found', 'get');
  return { path: `/paymentlink/${encodeURIComponent(providerLinkId)}`, namesRecord: true };
}

function failed(kind: ProviderError['kind'], operation: string): ProviderError {
  return new ProviderError({ kind, provider: 'smarterpay', operation });
}
