import type { Channel } from '../links/model/channel.ts';

/** A contact as whoever has it recognises it, and nobody else learns it: `a•••@e•••.com`, `•••• 0123`. */
export function masked(channel: Channel, contact: string): string {
  if (channel === 'sms') return `•••• ${contact.slice(-4)}`;
  const at = contact.lastIndexOf('@');
  const domain = contact.slice(at + 1);
  const top = domain.slice(domain.lastIndexOf('.'));
  return `${firstOf(contact.slice(0, at))}•••@${firstOf(domain)}•••${top}`;
}

function firstOf(text: string): string {
  return [...text][0] ?? '';
}
