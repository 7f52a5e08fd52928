import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { contactHashOf, contactOf, numberOf } from '../messages/contact.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { Table } from '../table/client.ts';
import { reserveSlot } from '../table/recipients.ts';
import { mayRemind } from './caps.ts';

interface Wanted {
  id: string;
  channel: Channel;
}

/** What a step may send, and why it may not send the rest. */
export interface Slots {
  reserved: Wanted[];
  refused?: 'opted_out' | 'frequency_cap';
}

/** Takes the slot of each channel's recipient: suppressed ones and those who were reminded enough are left out. */
export async function reserveSlots(
  table: Table,
  organisation: Organisation,
  link: Link,
  wanted: readonly Wanted[],
  { now, zone }: { now: number; zone: string },
): Promise<Slots> {
  const slots: Slots = { reserved: [] };
  for (const message of wanted) {
    const contact = contactOf(link, message.channel) ?? '';
    const hash = contactHashOf(organisation.contactKey, contact);
    const allows = (reminders: readonly number[]) => mayRemind(reminders, now, zone);
    const wants = { ...message, ...numberOf(message.channel, contact), reminder: { allows } };
    const slot = await reserveSlot(table, link.org, hash, wants, now);
    if (slot === 'reserved') slots.reserved.push(message);
    else slots.refused = slot === 'suppressed' ? 'opted_out' : 'frequency_cap';
  }
  return slots;
}
