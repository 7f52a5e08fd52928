import type { Hints } from '../links/deps.ts';
import type { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { changeLink } from '../links/save.ts';
import { getLink } from '../table/links.ts';
import { getMessage, type Message, putMessage, replaceMessage } from '../table/messages.ts';
import { withFallback } from './fallback.ts';
import { joined } from './join-receipt.ts';
import { causeOf, messageOf, type RecordDeps, takeOff, withStep } from './record.ts';

/** What a channel tells of a message after it has taken it. */
export interface Receipt {
  org: string;
  linkId: string;
  messageId: string;
  channel: Channel;
  kind: 'delivered' | 'undelivered' | 'complained';
  /** By the channel's clock, epoch ms. */
  at: number;
  /** Of `undelivered`: one of a closed list. */
  reason?: string;
}

export interface ReceiptDeps extends RecordDeps {
  hints: Pick<Hints, 'messages'>;
}

/** More receipts of one message at the same moment than any channel sends. */
const TRIES = 8;

/**
 * Takes a receipt into its message and tells the link of a new state. In any order, twice or late, the message ends the
 * same. Dead between the two writes, the receipt comes again: one that finds its message still on the link writes the
 * message first, since nobody but the link would know of it; else the link comes first, for until the message has it the
 * receipt counts as new. Where the link was told of another message's in between, its event is told twice.
 */
export async function applyReceipt(
  deps: ReceiptDeps,
  receipt: Receipt,
): Promise<'applied' | 'known' | 'foreign'> {
  const { table } = deps;
  const { org, linkId, messageId } = receipt;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // In this order: a send leaves the link only when its message stands.
    const link = await getLink(table, org, linkId);
    const message = link && ((await ahead(deps, link, receipt)) ?? (await ended(deps, receipt)));
    if (!message || message.channel !== receipt.channel) return 'foreign';
    const wanted = joined(message, receipt);
    const send = link.sends?.find(({ id }) => id === messageId);
    if (!send && wanted === message) return 'known';
    if (!send && wanted.state !== message.state) await tellLink(deps, link, message, wanted);
    const held = wanted === message ? wanted : await replaceMessage(table, org, wanted, message);
    if (joined(held, receipt) !== held) continue;
    if (send) await hinted(deps, (await takeOff(deps, link, send, held, () => undefined)).link);
    return 'applied';
  }
  throw new Error('too many receipts of one message at once');
}

/**
 * A receipt that is faster than the sender, or whose sender has died: it proves that the message has left. The sender
 * that comes to record its own end finds this one.
 */
async function ahead(
  { table, clock }: ReceiptDeps,
  link: Link,
  receipt: Receipt,
): Promise<Message | undefined> {
  const send = link.sends?.find(({ id, channel }) => id === receipt.messageId && channel === receipt.channel);
  if (!send) return undefined;
  const known = await getMessage(table, link.org, link.id, send.id);
  if (known && !known.unclaimed) return known;
  const sent = messageOf(link, { ...send, state: 'sending' }, { state: 'sent' }, clock.now());
  return putMessage(table, link.org, joined(sent, receipt));
}

function ended({ table }: ReceiptDeps, { org, linkId, messageId }: Receipt): Promise<Message | undefined> {
  return getMessage(table, org, linkId, messageId);
}

async function tellLink(deps: ReceiptDeps, link: Link, before: Message, after: Message): Promise<void> {
  const cause = causeOf(after);
  const saved = await changeLink(
    deps,
    link.org,
    link.id,
    async (current) => {
      const { id, state } = after;
      const told = current.receipt?.id === id ? current.receipt.state : undefined;
      // Another has told at this very moment that it was delivered: then that counts.
      if (told === state || told === 'delivered') return undefined;
      const draft = await withFallback(deps, settled(current, before), after);
      return { draft: { ...draft, receipt: { id, state } }, cause };
    },
    link,
  );
  await hinted(deps, saved);
}

/** It has left after all. */
function settled(link: Link, before: Message): Link {
  if (before.state !== 'unknown' && before.state !== 'failed') return link;
  const { at, queuedAt, step } = before;
  const sent: Link = { ...link, sentAt: Math.min(at, link.sentAt ?? at) };
  // Steps of a plan that has been replaced since are not these.
  const ofThisPlan = step !== undefined && queuedAt >= (link.reminders?.since ?? 0);
  return ofThisPlan ? withStep(sent, { ...before, state: 'sent' }) : sent;
}

async function hinted(deps: ReceiptDeps, { org, id, sends }: Link): Promise<void> {
  if (sends?.some(({ state }) => state === 'queued')) await deps.hints.messages(org, id);
}
