import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { NotificationHint, NotificationRequest, NotificationVerdict } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import type { SmarterpayAccount } from './account.ts';
import type { SmarterpayCall } from './call.ts';
import { linksUnder } from './lists.ts';
import { eventTime, observeCard } from './status.ts';
import { CardEvent, Notification } from './wire.ts';

interface Told {
  event: CardEvent;
  /** Ours, by its form; whether it truly is, the table knows. */
  reference: string;
}

const REFUSED = { kind: 'refused', status: 498 } as const;

/**
 * Card events carry facts that no link tells: whether its money has come. Verified on the raw bytes, in constant time,
 * before a byte of it is parsed. A fact is as old as its event says, so that one sent again tells nothing new.
 */
export async function verifyNotification(
  { rawBody, headers }: NotificationRequest,
  call: SmarterpayCall,
): Promise<NotificationVerdict> {
  const { account } = call;
  if (!isGenuine(rawBody, headers['webhook-signature'] ?? '', account)) return REFUSED;
  const told = latest(eventsOf(parsedJson(rawBody), account), account);
  // Genuine, but of a kind that is none of ours: nothing is gained by having it sent again.
  if (told.length === 0) return { kind: 'ignored', status: 204 };
  const hints: NotificationHint[] = [];
  for (const each of told) hints.push(await toHint(each, call));
  return { kind: 'accepted', status: 200, hints };
}

function isGenuine(rawBody: Uint8Array, signature: string, { webhookKey }: SmarterpayAccount): boolean {
  if (webhookKey === undefined) return false;
  const wanted = Buffer.from(createHmac('sha256', webhookKey.reveal()).update(rawBody).digest('hex'));
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** One event that cannot be read does not hide the others. */
function eventsOf(body: unknown, { profile }: SmarterpayAccount): Told[] {
  const notification = z.safeParse(Notification, body);
  if (!notification.success) return [];
  const field = profile.webhook_reference_field;
  const Referenced = z.object({ [field]: z.string().check(z.regex(/^[0-9A-Z]{26}[0-9A-Za-z]{2}$/)) });
  return notification.data.events.flatMap((item) => {
    const event = z.safeParse(CardEvent, item);
    const referenced = z.safeParse(Referenced, item);
    const reference = referenced.success ? referenced.data[field] : undefined;
    return event.success && reference !== undefined ? [{ event: event.data, reference }] : [];
  });
}

/** Of several events of one card payment the latest counts. */
function latest(told: readonly Told[], { profile }: SmarterpayAccount): Told[] {
  const byPayment = new Map<string, Told>();
  const timeOf = ({ event }: Told) => eventTime(event, profile) ?? 0;
  for (const each of told) {
    const known = byPayment.get(each.event.id);
    if (known === undefined || timeOf(each) >= timeOf(known)) byPayment.set(each.event.id, each);
  }
  return [...byPayment.values()];
}

async function toHint({ event, reference }: Told, call: SmarterpayCall): Promise<NotificationHint> {
  const { singleUse, providerLinkId } = await useOf(reference, call);
  // A link that is paid many times is never paid; its events only lead to it.
  const observation = singleUse ? observeCard(event, call.account.profile, call.now()) : undefined;
  return {
    reference,
    paymentId: event.id,
    ...(providerLinkId !== undefined && { providerLinkId }),
    ...(observation !== undefined && { observation }),
  };
}

/**
 * Whether the link is for one payment only. Where the account's card pages differ the link itself has to be looked at;
 * one that the list does not tell yet fails the notification, so that it comes again.
 */
async function useOf(
  reference: string,
  call: SmarterpayCall,
): Promise<{ singleUse: boolean; providerLinkId?: string }> {
  const { pages, profile } = call.account;
  const uses = new Set(pages.filter(({ kind }) => kind === 'card_payment').map(({ singleUse }) => singleUse));
  if (uses.size < 2) return { singleUse: !uses.has(false) };
  const [link] = await linksUnder(profile.reference_field.card_payment, reference, call);
  if (link === undefined) {
    throw new ProviderError({ kind: 'unavailable', provider: 'smarterpay', operation: 'notification' });
  }
  const page = pages.find(({ id }) => id === link.ecommerce_page);
  return { singleUse: page?.singleUse === true, providerLinkId: link.id };
}

function parsedJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString('utf8'));
  } catch {
    return undefined;
  }
}
