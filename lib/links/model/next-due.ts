import type { Link } from './link.ts';
import { nextCheck } from './next-check.ts';
import { nextReminder } from './reminders.ts';
import { paidAfterSupersede } from './status.ts';

/**
 * The earliest instant at which something must be done for a link, or `undefined` when nothing waits. Pure.
 * The stored `dueAt` is never later: early costs one cheap read, late would lose something.
 */
export function nextDue(link: Link): number | undefined {
  const waiting = [
    link.op && !link.op.stuck && !link.op.handedOver ? link.op.until : undefined,
    ...(link.sends ?? []).map((send) => send.until),
    nextReminder(link),
    nextCheck(link),
    end(link),
    untold(link),
  ].filter((at) => at !== undefined);
  if (waiting.length === 0) return undefined;
  return Math.max(Math.min(...waiting), link.backoffUntil ?? 0);
}

/** The link's own end; while the provider cannot be asked, the next try. */
export function end(link: Link): number | undefined {
  if (link.stage !== 'open' || link.op) return undefined;
  if (link.status !== 'active' && link.status !== 'partially_paid') return undefined;
  return Math.max(link.expiresAt, link.nextCheckAt ?? 0);
}

/** Money on a superseded link of which the head of its chain does not know yet. */
export function untold(link: Link): number | undefined {
  return link.headTold ? undefined : paidAfterSupersede(link);
}

/**
 * The `dueAt` to be stored: what is stored stays while it is early enough, since moving it costs two writes of the
 * index. One that is reached is moved on, but not for the moment in which a message or the closing at the end is on its
 * way: whoever makes it moves it, and a wake in between is one read. A link that is pushed back is moved all the same.
 */
export function dueAfter(link: Link, stored: number | undefined, now: number): number | undefined {
  const next = nextDue(link);
  if (next === undefined) return undefined;
  const isBusy = (isSending(link, now) || isEnding(link, now)) && link.backoffUntil === undefined;
  return stored !== undefined && stored <= next && (stored > now || isBusy) ? stored : next;
}

/** The timer is closing the page of a link that has ended, by a worker who is not known to be dead. */
export function isEnding({ op }: Link, now: number): boolean {
  return op?.kind === 'expire' && !op.stuck && op.looks === undefined && op.until > now;
}

/** A worker has claimed a message, and is not known to be dead. */
export function isSending(link: Link, now: number): boolean {
  return (link.sends ?? []).some(({ state, until }) => state === 'sending' && until > now);
}
