import type { Link, LinkStatus, Send } from '../links/model/link.ts';
import { planOf } from '../links/model/plan.ts';
import { isPayable } from '../links/model/status.ts';
import type { MessageState } from '../table/messages.ts';
import { spreadOpening } from '../time/spread.ts';
import { DAYTIME, nextOpening, type Window } from '../time/window.ts';
import type { Zones } from '../time/zone.ts';
import { contactOf } from './contact.ts';

/** A worker that has claimed a send has sent and recorded it by then, or is dead. Longer than its function may run. */
const CLAIM_MS = 60_000;

/** The shortest and the longest wait of a channel that takes nothing for now. */
const SHORTEST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Until a reminder that could not leave is taken up again, with a new check at the provider. */
const PUT_OFF_MS = 30 * 60_000;

/** What is to be done next about the sends of a link. */
export type Step =
  /** Nothing, or nothing yet, or another worker is at it. */
  | { kind: 'leave' }
  /** Ends without being sent by us, now or ever. */
  | { kind: 'finish'; send: Send; state: MessageState; reason: string }
  /** It is too early or too late in the day for these. */
  | { kind: 'wait'; sends: Send[] }
  | { kind: 'claim'; send: Send };

/**
 * Pure. `zones` give the customer's hours; `except` are sends that this worker has already tried in vain. What ends
 * comes before what is sent, so that nobody waits for a channel to learn that there is nothing to send.
 */
export function nextStep(
  link: Link,
  zones: Zones,
  now: number,
  except: ReadonlySet<string> = new Set(),
): Step {
  const sends = link.sends ?? [];
  const sending = sends.find((send) => send.state === 'sending');
  if (sending) {
    if (sending.until > now) return { kind: 'leave' };
    return { kind: 'finish', send: sending, state: 'unknown', reason: 'sender_died' };
  }
  for (const send of sends) {
    const end = endOf(link, send, now);
    if (end) return { kind: 'finish', send, ...end };
  }
  if (link.op?.kind === 'supersede') return waitFor(link.op.until, sends);
  const moments = sends.map((send) => ({ send, at: momentOf(send, link, zones, now) }));
  const open = moments.find(({ send, at }) => at <= now && !except.has(send.id));
  if (open) return { kind: 'claim', send: open.send };
  const early = moments.filter(({ send, at }) => at > now && send.until !== at);
  return early.length
    ? { kind: 'wait', sends: early.map(({ send, at }) => ({ ...send, until: at })) }
    : { kind: 'leave' };
}

/** From when on a message may go: when it was asked for, slid into the hours unless there is a reason to go outside. */
function momentOf(send: Send, link: Link, zones: Zones, now: number): number {
  const from = Math.max(now, send.notBefore ?? 0);
  if (send.overrideReason !== undefined) return from;
  const window = windowOf(send, link);
  return spreadOpening(from, nextOpening(from, zones, window), link.id, zones, window);
}

/** Nobody has chosen the moment at which the messages of a batch go, so they keep the hours of its plan. */
function windowOf({ kind }: Send, { batch, plan }: Link): Window {
  return batch && kind === 'first' ? planOf(plan ?? 'default').window : DAYTIME;
}

/** Nobody is asked to pay a link that another is about to take the place of; which one it is to be, is not known yet. */
function waitFor(until: number, sends: readonly Send[]): Step {
  const early = sends.filter((send) => send.until < until);
  return early.length
    ? { kind: 'wait', sends: early.map((send) => ({ ...send, until })) }
    : { kind: 'leave' };
}

/** The link with some of its sends replaced by newer ones of the same id. */
export function withSends(link: Link, ...newer: readonly Send[]): Link {
  const sends = (link.sends ?? []).map((send) => newer.find(({ id }) => id === send.id) ?? send);
  return { ...link, sends };
}

/** The link without a send that has ended; the first accepted one makes the link sent. */
export function withoutSend(link: Link, id: string, sentAt?: number): Link {
  const { sends: all = [], ...rest } = link;
  const sends = all.filter((send) => send.id !== id);
  return {
    ...rest,
    ...(sends.length ? { sends } : {}),
    ...(sentAt === undefined ? {} : { sentAt: Math.min(sentAt, link.sentAt ?? sentAt) }),
  };
}

export function claimed(send: Send, now: number): Send {
  return { ...send, state: 'sending', until: now + CLAIM_MS };
}

/** Known not to have left: queued again. It waits as long as it has waited, so each wait is twice the one before. */
export function givenBack(send: Send, now: number): Send {
  const wait = Math.min(Math.max(now - send.queuedAt, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
  return { ...send, state: 'queued', until: now + wait };
}

/**
 * A reminder that its channel takes nothing of for now: the whole step goes back to the plan, since whether it was paid
 * must be asked again. What has ended on the other channel stays.
 */
export function putOff(link: Link, { id, step = 0 }: Send, now: number): Link {
  const { sends: all = [], ...rest } = link;
  const sends = all.filter((send) => send.step !== step && send.id !== id);
  const next = { step, at: now + PUT_OFF_MS };
  return {
    ...rest,
    ...(sends.length ? { sends } : {}),
    reminders: { ...link.reminders, next },
  };
}

function endOf(link: Link, send: Send, now: number): { state: MessageState; reason: string } | undefined {
  const over = overBecause(link, now);
  if (over !== undefined) return { state: 'skipped', reason: over };
  if (contactOf(link, send.channel) === undefined) return { state: 'failed', reason: 'no_contact' };
  // It was to follow its check at once: whoever was to send it is dead.
  return send.kind === 'reminder' && send.until <= now ? { state: 'failed', reason: 'not_begun' } : undefined;
}

/** Why there is nothing left to ask for. The end may be reached before the timer has made it the status. */
function overBecause(link: Link, now: number): LinkStatus | undefined {
  if (!isPayable(link)) return link.status;
  return link.expiresAt <= now ? 'expired' : undefined;
}
