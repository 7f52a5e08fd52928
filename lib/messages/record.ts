import type { Clock } from '../clock.ts';
import type { Cause, Link, Send } from '../links/model/link.ts';
import { type StepEnd, withStepEnd } from '../links/model/reminders.ts';
import { changeLink } from '../links/save.ts';
import { log } from '../log.ts';
import type { Table } from '../table/client.ts';
import { type Message, type MessageState, putMessage } from '../table/messages.ts';
import { withFallback } from './fallback.ts';
import { givenBack, putOff, withoutSend, withSends } from './plan.ts';

export interface RecordDeps {
  table: Table;
  clock: Clock;
}

/** How a send ended. */
export interface End {
  state: MessageState;
  reason?: string;
  acceptedId?: string;
}

/**
 * Keeps the end of a send: first as an item of its own, which is never overwritten, then by one save that takes it off
 * the link and, in the same write, claims the next one (`nextClaim`, given the link without it). Dead in between, the
 * next worker finds the item and only saves.
 */
export async function recordEnd(
  deps: RecordDeps,
  link: Link,
  send: Send,
  end: End,
  nextClaim: (rest: Link) => Send | undefined,
): Promise<{ link: Link; claim?: Send }> {
  const message = await putMessage(deps.table, link.org, messageOf(link, send, end, deps.clock.now()));
  return takeOff(deps, link, send, message, nextClaim);
}

/** Takes a send off the link whose end stands, in one save with the fallback that it may have and the next claim. */
export async function takeOff(
  deps: RecordDeps,
  link: Link,
  send: Send,
  message: Message,
  nextClaim: (rest: Link) => Send | undefined,
): Promise<{ link: Link; claim?: Send }> {
  if (message.state === 'unknown') {
    log.warn('MESSAGE_UNKNOWN', {
      linkId: link.id,
      messageId: message.id,
      channel: message.channel,
      reason: message.reason,
    });
  }
  const made: { claim?: Send } = {};
  const saved = await changeLink(
    deps,
    link.org,
    link.id,
    async (current) => {
      delete made.claim;
      // As it stands by now: under another plan it is no step any more.
      const mine = current.sends?.find(({ id }) => id === send.id);
      if (!mine) return undefined;
      const ended = withoutSend(current, send.id, hasLeft(message) ? message.at : undefined);
      const rest = await withFallback(
        deps,
        mine.step === undefined ? ended : withStep(ended, message),
        message,
      );
      const claim = nextClaim(rest);
      if (claim) made.claim = claim;
      return { draft: claim ? withSends(rest, claim) : rest, cause: causeOf(message) };
    },
    link,
  );
  return { link: saved, ...made };
}

/** A claimed send that is known not to have left waits again. Not where the claim is no longer ours. */
export function giveBack(deps: RecordDeps, link: Link, claim: Send, reason: string): Promise<Link> {
  return changeLink(
    deps,
    link.org,
    link.id,
    (current) =>
      current.sends?.some(
        ({ id, state, until }) => id === claim.id && state === 'sending' && until === claim.until,
      )
        ? {
            draft:
              claim.step === undefined
                ? withSends(current, givenBack(claim, deps.clock.now()))
                : putOff(current, claim, deps.clock.now()),
            cause: { by: 'messages', what: 'message waits', reason },
          }
        : undefined,
    link,
  );
}

/** The channel took it. */
function hasLeft({ state }: Message): boolean {
  return state === 'sent' || state === 'delivered' || state === 'undelivered';
}

/** What became of a reminder's message is what became of its step. */
export function withStep(link: Link, { step, state, at, reason }: Message): Link {
  if (step === undefined) return link;
  const end: StepEnd = { step, at, ...STEP_END[state] };
  if (end.state === 'failed' || (end.state === 'skipped' && end.reason === undefined)) {
    end.reason = end.reason ?? reason ?? state;
  }
  if (state === 'unknown') end.mayHaveLeft = true;
  return { ...link, reminders: withStepEnd(link.reminders, end) };
}

const STEP_END: Readonly<Record<MessageState, Pick<StepEnd, 'state' | 'reason'>>> = {
  sent: { state: 'sent' },
  delivered: { state: 'sent' },
  // It was sent: that it was in vain is told by the message.
  undelivered: { state: 'sent' },
  failed: { state: 'failed' },
  unknown: { state: 'failed' },
  suppressed: { state: 'skipped', reason: 'opted_out' },
  skipped: { state: 'skipped' },
};

export function messageOf(link: Link, send: Send, end: End, now: number): Message {
  const { id, channel, kind, queuedAt, overrideReason, step, fallback } = send;
  return {
    id,
    linkId: link.id,
    channel,
    kind,
    queuedAt,
    ...(overrideReason === undefined ? {} : { overrideReason }),
    ...(step === undefined ? {} : { step }),
    ...(fallback ? { fallback } : {}),
    ...(send.state === 'queued' ? { unclaimed: true } : {}),
    ...end,
    at: now,
  };
}

export function causeOf({ id, channel, state, reason }: Message): Cause {
  return {
    by: 'messages',
    what: 'message',
    message: { id, channel, state, ...(reason === undefined ? {} : { reason }) },
  };
}
