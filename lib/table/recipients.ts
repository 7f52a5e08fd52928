import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { newWriter } from '../ids.ts';
import type { Channel } from '../links/model/channel.ts';
import type { Table } from './client.ts';
import { toItem } from './items.ts';
import { type Key, recipientKey } from './keys.ts';
import { putVersion } from './put-version.ts';
import { getRecipient, Recipient, recipientTtl, SLOT_KEPT_MS } from './recipient-item.ts';
import { isTextedNoteDue, noteTexted } from './texted.ts';

/** Bounds the item; nobody who is messaged more often is counted more exactly. */
const KEPT_SLOTS = 50;
const TRIES = 8;

/** A message that wants a slot. */
export interface SlotFor {
  id: string;
  channel: Channel;
  /** Of a text: its number (E.164), so that a reply to it is known to be for this organisation too. */
  number?: string;
  /** Of a reminder: whether it may go after those at these instants. Others are not bound by how many there were. */
  reminder?: { allows(earlier: readonly number[]): boolean };
}

/** A reminder that takes its slot again later than this was put off in between, maybe to another day. */
const SAME_TRY_MS = 60_000;

/**
 * Takes a recipient's slot for one message, by one conditional write; a slot that the message has is taken as it is, but
 * that of a reminder that was put off: it counts from now on, and may be one too many by now. Nothing may be sent
 * without a slot. Who is suppressed gets none. `contactHash` is `contactHashOf`.
 */
export async function reserveSlot(
  table: Table,
  org: string,
  contactHash: string,
  message: SlotFor,
  now: number,
): Promise<'reserved' | 'suppressed' | 'capped'> {
  const key = recipientKey(org, contactHash);
  let known = await getRecipient(table, org, contactHash);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (known?.suppressed?.[message.channel]) return 'suppressed';
    const mine = known?.slots.find((slot) => slot.id === message.id);
    if (mine && !(message.reminder && now - mine.at > SAME_TRY_MS)) return 'reserved';
    const others = (known?.slots ?? []).filter((slot) => slot !== mine);
    const reminders = others.filter((slot) => slot.reminder).map(({ at }) => at);
    if (message.reminder && !message.reminder.allows(reminders)) return 'capped';
    const noted = message.number !== undefined && isTextedNoteDue(known?.notedAt, now);
    // Before the slot: whoever dies in between has noted too much, never too little.
    if (noted && message.number !== undefined) await noteTexted(table, message.number, org, now);
    const wanted = withSlot(known, message, now, noted ? now : known?.notedAt);
    known = await replaceRecipient(table, key, wanted, known?.version).catch((error: unknown) => {
      // It is being suppressed, or that is being lifted, at this very moment.
      if (error instanceof TransactionConflictException) return getRecipient(table, org, contactHash);
      throw error;
    });
  }
  throw new Error('a recipient is being messaged by too many at once');
}

function withSlot(
  known: Recipient | undefined,
  message: SlotFor,
  now: number,
  notedAt: number | undefined,
): Recipient {
  const recent = (known?.slots ?? []).filter(({ id, at }) => at > now - SLOT_KEPT_MS && id !== message.id);
  return {
    ...(known?.suppressed ? { suppressed: known.suppressed } : {}),
    slots: [
      ...recent,
      { id: message.id, at: now, ...(message.reminder ? { reminder: true as const } : {}) },
    ].slice(-KEPT_SLOTS),
    ...(notedAt === undefined ? {} : { notedAt }),
    version: (known?.version ?? 0) + 1,
    writer: newWriter(),
    ...recipientTtl(known?.suppressed, now),
  };
}

/** What the table holds then: the wanted, or what another has written in the meantime. */
async function replaceRecipient(
  table: Table,
  key: Key,
  wanted: Recipient,
  expected: number | undefined,
): Promise<Recipient | undefined> {
  const outcome = await putVersion(table, toItem({ ...key, ...wanted }), expected);
  if (outcome.won) return wanted;
  return outcome.other && z.parse(Recipient, outcome.other);
}
