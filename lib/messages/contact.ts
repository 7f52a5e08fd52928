import { createHmac } from 'node:crypto';
import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';

/** Where a channel reaches the customer of a link: an address, or a number in E.164. */
export function contactOf(link: Pick<Link, 'customer'>, channel: Channel): string | undefined {
  return (channel === 'sms' ? link.customer?.phone : link.customer?.email) || undefined;
}

/**
 * A contact as recipients are known by: HMAC-SHA256 under the organisation's key, base64url. Upper and lower case are
 * one address. Without the key a list of numbers cannot be tried.
 */
export function contactHashOf(contactKey: string, contact: string): string {
  return createHmac('sha256', contactKey)
    .update(contact.normalize('NFC').trim().toLowerCase())
    .digest('base64url');
}

/** The number of a text, which is noted so that a reply to it finds its way back. */
export function numberOf(channel: Channel, contact: string): { number?: string } {
  return channel === 'sms' ? { number: contact } : {};
}
