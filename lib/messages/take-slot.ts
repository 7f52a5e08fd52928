import type { Clock } from '../clock.ts';
import type { Link, Send } from '../links/model/link.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { mayRemind } from '../reminders/caps.ts';
import { optedOut } from '../suppressions/model/grounds.ts';
import type { Table } from '../table/client.ts';
import { getRecipient } from '../table/recipient-item.ts';
import { reserveSlot } from '../table/recipients.ts';
import { contactHashOf, contactOf, numberOf } from './contact.ts';

/** Why it must not leave. */
export type NoSlot = { kind: 'suppressed' } | { kind: 'refused'; reason: string };

interface SlotDeps {
  table: Table;
  clock: Clock;
}

/**
 * Takes the slot of a claimed send at its recipient, without which nothing leaves. `undefined`: it may go. A reminder
 * took its slot with its step; the fallback of one asks for its own here, and is bound by the same caps.
 */
export async function takeSlot(
  { table, clock }: SlotDeps,
  organisation: Organisation,
  link: Link,
  claim: Send,
  zone: string,
): Promise<NoSlot | undefined> {
  const { id, channel, kind, fallback } = claim;
  if (fallback && (await hasOptedOut(table, organisation, link, claim))) return { kind: 'suppressed' };
  const contact = contactOf(link, channel) ?? '';
  const now = clock.now();
  const allows = (earlier: readonly number[]) => mayRemind(earlier, now, zone);
  const wants = {
    id,
    channel,
    ...numberOf(channel, contact),
    ...(fallback && kind === 'reminder' ? { reminder: { allows } } : {}),
  };
  const slot = await reserveSlot(
    table,
    link.org,
    contactHashOf(organisation.contactKey, contact),
    wants,
    now,
  );
  if (slot === 'suppressed') return { kind: 'suppressed' };
  return slot === 'capped' ? { kind: 'refused', reason: 'frequency_cap' } : undefined;
}

/** Who has told one channel to stop is not followed to the other. That an address bounces is no such word. */
async function hasOptedOut(
  table: Table,
  { contactKey }: Organisation,
  link: Link,
  { channel }: Send,
): Promise<boolean> {
  const failed = channel === 'sms' ? 'email' : 'sms';
  const contact = contactOf(link, failed);
  if (contact === undefined) return false;
  const recipient = await getRecipient(table, link.org, contactHashOf(contactKey, contact));
  const grounds = recipient?.suppressed?.[failed];
  return grounds !== undefined && (optedOut(grounds) || grounds.carrier !== undefined);
}
