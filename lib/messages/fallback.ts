import { HINT_PATIENCE_MS } from '../links/adopt.ts';
import type { Channel } from '../links/model/channel.ts';
import type { Link, Send } from '../links/model/link.ts';
import { planOf } from '../links/model/plan.ts';
import { isPayable } from '../links/model/status.ts';
import type { Table } from '../table/client.ts';
import { getMessage, type Message } from '../table/messages.ts';
import { getOrganisation } from '../table/organisations.ts';
import { recipientZones } from '../time/recipient-zones.ts';
import { isOpen } from '../time/window.ts';
import { contactOf } from './contact.ts';

/** The check that a reminder followed says nothing any more after this time. */
const CHECKED_FOR_MS = 30 * 60_000;

interface FallbackDeps {
  table: Table;
  clock: { now(): number };
}

/**
 * The link with the message that takes the place of one that ended in vain: by the other channel, once, where there is
 * a contact that the same round has not been sent to. Its id follows from that of the one that failed, so receipts may be
 * repeated. Whether somebody has opted out is asked when it is sent, of both contacts.
 */
export async function withFallback(deps: FallbackDeps, link: Link, message: Message): Promise<Link> {
  const now = deps.clock.now();
  if (!wantsFallback(link, message, now)) return link;
  const channel = message.channel === 'sms' ? 'email' : 'sms';
  if (contactOf(link, channel) === undefined) return link;
  const send = fallbackSend(message, channel, now);
  if (await isTaken(deps.table, link, [send.id, ...sisterOf(message, channel)])) return link;
  if (message.kind === 'reminder' && !(await mayStillRemind(deps.table, link, message, now))) return link;
  return { ...link, sends: [...(link.sends ?? []), send] };
}

function wantsFallback(link: Link, message: Message, now: number): boolean {
  if (link.fallback !== 'on_undelivered' || message.fallback) return false;
  if (!inVain(message) || !isPayable(link) || link.held || link.expiresAt <= now) return false;
  return message.kind !== 'first' || !link.channels?.includes(message.channel === 'sms' ? 'email' : 'sms');
}

/** Undelivered, or refused by its channel. Not where the recipient's side wants none: that is an opt-out. */
function inVain({ state, unclaimed, reason }: Message): boolean {
  if (reason === 'blocked') return false;
  return state === 'undelivered' || (state === 'failed' && !unclaimed);
}

function fallbackSend(failed: Message, channel: Channel, now: number): Send {
  return {
    id: `${failed.id}F`,
    channel,
    kind: failed.kind,
    ...(failed.step === undefined ? {} : { step: failed.step }),
    fallback: true,
    state: 'queued',
    queuedAt: now,
    until: now + HINT_PATIENCE_MS,
    ...(failed.overrideReason === undefined ? {} : { overrideReason: failed.overrideReason }),
  };
}

/** The other message of the same round; ids of one round differ in their last character. */
function sisterOf({ id, kind }: Message, channel: Channel): string[] {
  return kind === 'first' ? [] : [`${id.slice(0, -1)}${channel === 'sms' ? 'S' : 'E'}`];
}

/** The link was read before the messages, and a send leaves it only when its message stands: none is overseen. */
async function isTaken(table: Table, link: Link, ids: readonly string[]): Promise<boolean> {
  if (link.sends?.some(({ id }) => ids.includes(id))) return true;
  const found = await Promise.all(ids.map((id) => getMessage(table, link.org, link.id, id)));
  return found.some((message) => message !== undefined);
}

async function mayStillRemind(table: Table, link: Link, message: Message, now: number): Promise<boolean> {
  if (now - message.queuedAt > CHECKED_FOR_MS || link.plan === undefined) return false;
  const { timezone } = await getOrganisation(table, link.org);
  return isOpen(now, recipientZones(link.customer, timezone), planOf(link.plan).window);
}
