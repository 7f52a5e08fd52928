import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { contactOf } from '../messages/contact.ts';
import { oneLine } from '../messages/one-line.ts';

/** A contact on file as a page may show it: enough for whose it is, too little for anybody else. */
export interface Offer {
  channel: Channel;
  /** `•••• 0123`, `a•••@e•••.com` */
  masked: string;
}

const HIDDEN = '•••';

export function offerOf(link: Pick<Link, 'customer'>, channel: Channel): Offer {
  return { channel, masked: masked(channel, oneLine(contactOf(link, channel)) ?? '') };
}

/** A contact as whoever has it recognises it, and nobody else learns it. */
export function masked(channel: Channel, contact: string): string {
  return channel === 'sms' ? maskedNumber(contact) : maskedAddress(contact);
}

/** The last four digits, whatever the length: how many there are would tell the country. */
function maskedNumber(number: string): string {
  return `•${HIDDEN} ${number.replace(/\D/g, '').slice(-4)}`;
}

/** First signs and the last part of the domain; of a domain without a dot its first sign. */
function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  const dot = domain.lastIndexOf('.');
  const end = dot > 0 ? domain.slice(dot) : '';
  return `${first(address.slice(0, Math.max(at, 0)))}${HIDDEN}@${first(domain)}${HIDDEN}${end}`;
}

function first(text: string): string {
  return [...text].at(0) ?? '';
}
