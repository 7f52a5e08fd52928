import type { NativeMessage, ProviderLinkRef } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { callFortis, type FortisCall, failed, idOf, paylinkPath } from './call.ts';
import { fetchPaylink } from './read.ts';
import { deliveryMethod, toCellPhone, wrapped } from './requests.ts';
import { isOpen } from './status.ts';
import { NoAnswer, PaylinkAnswer } from './wire.ts';

/**
 * Read, set the channels and addresses where they differ, resend. A resend of a link that is over is answered as if it had
 * been sent, so that is asked first. Only the resend makes a message: whatever fails before it, none went.
 */
export async function sendLink(
  ref: ProviderLinkRef,
  message: NativeMessage,
  call: FortisCall,
): Promise<void> {
  const id = idOf(ref, 'resend');
  const wanted = toAddresses(message, call);
  await beforeSending(() => prepare(id, wanted, call));
  const { path, namesRecord } = paylinkPath(id);
  await callFortis(
    {
      operation: 'resend',
      effect: 'write',
      method: 'POST',
      path: `${path}/resend`,
      namesRecord,
      answer: NoAnswer,
    },
    call,
  );
}

async function prepare(id: string, wanted: Record<string, unknown>, call: FortisCall): Promise<void> {
  const link = await fetchPaylink(id, [], call);
  if (!isOpen(link, call.account, call.now())) throw failed('conflict', 'resend');
  const changed = Object.entries(wanted).filter(([name, value]) => link[name] !== value);
  if (changed.length === 0) return;
  await callFortis(
    {
      operation: 'update',
      effect: 'write',
      method: 'PUT',
      ...paylinkPath(id),
      json: wrapped(Object.fromEntries(changed)),
      answer: PaylinkAnswer,
    },
    call,
  );
}

/** Only the addresses of the channels that are asked for; without one of them Fortis would say sent and send nothing. */
function toAddresses(
  { channels, customer }: NativeMessage,
  { account }: FortisCall,
): Record<string, unknown> {
  const email = channels.includes('email') ? customer.email || undefined : undefined;
  const cellPhone = channels.includes('sms') ? toCellPhone(customer.phone) : undefined;
  const missing = [
    ...(channels.length > 0 ? [] : ['/channels']),
    ...(channels.includes('email') && email === undefined && account.profile.email_needed
      ? ['/customer/email']
      : []),
    ...(channels.includes('sms') && cellPhone === undefined ? ['/customer/phone'] : []),
  ];
  if (missing.length > 0) throw failed('rejected', 'resend', missing);
  return {
    delivery_method: deliveryMethod(channels),
    ...(email !== undefined && { email }),
    ...(cellPhone !== undefined && { cell_phone: cellPhone }),
  };
}

async function beforeSending(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    throw new ProviderError({ ...error.facts, nothingDone: true }, error.cause);
  }
}
