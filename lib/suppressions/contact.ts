import type { Channel } from '../links/model/channel.ts';
import { contactHashOf } from '../messages/contact.ts';

/** A contact as it is compared: a number in E.164, or an address in lower case. `undefined`: it can be none. */
export function normalContact(channel: Channel, contact: string): string | undefined {
  const text = contact.normalize('NFC').trim().toLowerCase();
  if (channel === 'email') return text.includes('@') ? text : undefined;
  const number = `+${text.replace(/^00/, '').replace(/\D/g, '')}`;
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}

/** How recipients know it: the same as for a message to it. */
export function suppressedContact(contactKey: string, channel: Channel, contact: string) {
  const normal = normalContact(channel, contact);
  if (normal === undefined) throw new Error(`this is no contact for ${channel}`);
  return { channel, contact: normal, hash: contactHashOf(contactKey, normal) };
}
