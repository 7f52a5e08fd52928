import { AppError, type FieldIssue } from '../errors.ts';
import { suppressedChannels } from '../suppressions/suppressed-channels.ts';
import type { Table } from '../table/client.ts';
import { hasMessages } from '../table/messages.ts';
import { causeOf, HINT_PATIENCE_MS } from './adopt.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Channel } from './model/channel.ts';
import type { Link, Send } from './model/link.ts';
import { isPayable } from './model/status.ts';
import { refuseWhileBusy } from './operation.ts';
import { reachableBy } from './reachable.ts';
import { readLink } from './read.ts';
import { changeLink } from './save.ts';

export interface SendRequest {
  /** The same in each repeat of one request: the messages' ids follow from it, so a repeat sends nothing more. */
  seed: string;
  /** Absent: the link's own, else those that there is a contact for. */
  channels?: readonly Channel[];
  /** Why it may go outside 08:00 to 21:00. */
  overrideReason?: string;
}

/**
 * Queues messages about a link that can be paid, on those of the wanted channels on which its customer is not suppressed;
 * throws `recipient_suppressed` where there is none. What becomes of them is told by the messages themselves. The same
 * request again queues nothing more and is told the same.
 */
export async function sendLink(
  deps: Pick<LinkDeps, 'table' | 'clock' | 'hints'>,
  actor: Actor,
  id: string,
  request: SendRequest,
): Promise<{ link: Link; sends: Send[] }> {
  let sends: Send[] = [];
  const link = await changeLink(
    deps,
    actor.org,
    id,
    async (current) => {
      const wanted = wantedSends(current, request, deps.clock.now());
      sends = await queuedBefore(deps.table, current, wanted, request.seed);
      if (sends.length > 0) return undefined;
      refuseUnlessSendable(current, wanted, deps.clock.now());
      sends = await unsuppressed(deps.table, current, wanted);
      return {
        draft: { ...current, sends: [...(current.sends ?? []), ...sends] },
        cause: { ...causeOf(actor), what: 'send' },
      };
    },
    await readLink(deps, actor.org, id),
  );
  await deps.hints.messages(link.org, link.id);
  return { link, sends };
}

/**
 * Those of a request that is repeated. The link is read before its messages, and a send leaves the link only when its
 * message stands: none is overseen.
 */
async function queuedBefore(
  table: Table,
  link: Link,
  wanted: readonly Send[],
  seed: string,
): Promise<Send[]> {
  const any =
    link.sends?.some(({ id }) => id.startsWith(seed)) || (await hasMessages(table, link.org, link.id, seed));
  if (!any) return [];
  const known = await Promise.all(
    wanted.map(
      async ({ id }) =>
        link.sends?.some((send) => send.id === id) === true ||
        (await hasMessages(table, link.org, link.id, id)),
    ),
  );
  return wanted.filter((_, index) => known[index]);
}

async function unsuppressed(table: Table, link: Link, wanted: readonly Send[]): Promise<Send[]> {
  const channels = wanted.map(({ channel }) => channel);
  const suppressed = await suppressedChannels(table, link.org, link, channels);
  const open = wanted.filter(({ channel }) => !suppressed.includes(channel));
  if (open.length > 0) return open;
  throw new AppError('recipient_suppressed', {
    detail: 'The customer must not be messaged on any of these channels.',
    linkId: link.id,
  });
}

function wantedSends(link: Link, request: SendRequest, now: number): Send[] {
  return [...new Set(request.channels ?? link.channels ?? reachableBy(link))].map((channel) => ({
    id: `${request.seed}${channel === 'sms' ? 'S' : 'E'}`,
    channel,
    kind: 'resend',
    state: 'queued',
    queuedAt: now,
    until: now + HINT_PATIENCE_MS,
    ...(request.overrideReason === undefined ? {} : { overrideReason: request.overrideReason }),
  }));
}

function refuseUnlessSendable(link: Link, sends: readonly Send[], now: number): void {
  if (link.held) throw notYet(link);
  if (link.op?.kind === 'supersede') refuseWhileBusy(link, now);
  if (!isPayable(link)) {
    throw new AppError('conflict_state', {
      detail: `A link that is ${link.status} is not sent.`,
      from: link.status,
      to: link.status,
      linkId: link.id,
    });
  }
  const errors =
    sends.length === 0 ? [noContact('/customer')] : sends.flatMap(({ channel }) => missing(link, channel));
  if (errors.length === 0) return;
  throw new AppError('validation_error', {
    detail: 'There is nobody to send it to.',
    errors,
    linkId: link.id,
  });
}

/** It says what is to be paid instead of another link, which can still be paid itself. */
function notYet(link: Link): AppError {
  return new AppError('operation_in_progress', {
    detail: 'The link that this one supersedes is not closed yet.',
    retryAfterSeconds: 5,
    linkId: link.id,
  });
}

function missing(link: Link, channel: Channel): FieldIssue[] {
  const contact = channel === 'sms' ? link.customer?.phone : link.customer?.email;
  return contact ? [] : [noContact(channel === 'sms' ? '/customer/phone' : '/customer/email')];
}

function noContact(pointer: string): FieldIssue {
  return { pointer, code: 'required', detail: 'The link has no such contact.' };
}
