import { isDeepStrictEqual } from 'node:util';
import { exceptionsOf } from '../links/model/exceptions.ts';
import type { Link, LinkStatus } from '../links/model/link.ts';
import { isWatchOver } from '../links/model/next-check.ts';
import { amountPaid } from '../links/model/status.ts';
import type { EventData, EventType, LinkEvent } from '../table/events.ts';

/** What one change of a link has to tell beside what all events tell. */
interface Told {
  type: EventType;
  reason?: string | undefined;
  data?: Partial<EventData>;
}

/**
 * The events of one change of a link, from the images before and after it. Pure: the same change gives the same events
 * with the same ids, so it may be told any number of times. A change that nobody would ask about gives none.
 */
export function eventsOf(before: Link | undefined, after: Link): LinkEvent[] {
  if (before?.version === after.version) return [];
  const told = [
    ...messageEnded(before, after),
    ...optedOut(after),
    ...firstTimes(before, after),
    ...statusChanged(before, after),
    ...superseded(before, after),
    ...renewed(before, after),
    ...exceptionsAdded(before, after),
    ...watchEnded(before, after),
    ...reminded(before, after),
    ...askedFor(before, after),
  ];
  const all = told.length ? told : otherNews(before, after);
  return all.map((event, ordinal) => eventOf(after, event, ordinal));
}

function eventOf(link: Link, { type, reason, data }: Told, ordinal: number): LinkEvent {
  const { by, requestId } = link.cause;
  return {
    id: `${link.id}.${link.version}.${ordinal}`,
    linkId: link.id,
    type,
    at: link.updatedAt,
    version: link.version,
    by,
    ...(link.reference === undefined ? {} : { reference: link.reference }),
    ...(reason === undefined ? {} : { reason }),
    ...(requestId === undefined ? {} : { requestId }),
    data: {
      status: link.status,
      amount: link.amount,
      amount_paid: amountPaid(link),
      currency: link.currency,
      ...data,
    },
  };
}

const MESSAGE_EVENT: Readonly<Record<string, EventType>> = {
  sent: 'message.sent',
  delivered: 'message.delivered',
  undelivered: 'message.undelivered',
  failed: 'message.undelivered',
  unknown: 'message.unknown',
  suppressed: 'message.suppressed',
  skipped: 'message.skipped',
};

/** One whose receipt was faster than its own end is told as sent first. */
function messageEnded(before: Link | undefined, { cause: { message } }: Link): Told[] {
  const type = message && MESSAGE_EVENT[message.state];
  if (!type) return [];
  const data = { message_id: message.id, channel: message.channel };
  const wasSending = before?.sends?.some(({ id }) => id === message.id) === true;
  const early = wasSending && RECEIPTS.has(message.state);
  return [
    ...(early ? [{ type: 'message.sent' as const, data }] : []),
    { type, reason: message.reason, data },
  ];
}

const RECEIPTS: ReadonlySet<string> = new Set(['delivered', 'undelivered']);

function optedOut({ cause }: Link): Told[] {
  return (cause.optedOut ?? []).map((channel) => ({ type: 'recipient.opted_out', data: { channel } }));
}

/** What happens to a link once, whoever saw it: we, or its provider. */
function firstTimes(before: Link | undefined, after: Link): Told[] {
  const sent = (link: Link | undefined) => link?.sentAt ?? link?.facts?.sentAt;
  const opened = (link: Link | undefined) => link?.openedAt ?? link?.facts?.openedAt;
  return [
    ...(sent(before) === undefined && sent(after) !== undefined ? [{ type: 'link.sent' as const }] : []),
    ...(opened(before) === undefined && opened(after) !== undefined
      ? [{ type: 'link.opened' as const }]
      : []),
  ];
}

const STATUS_EVENT: Readonly<Record<Exclude<LinkStatus, 'creating'>, EventType>> = {
  active: 'link.active',
  processing: 'link.processing',
  partially_paid: 'link.partially_paid',
  paid: 'link.paid',
  expired: 'link.expired',
  cancelled: 'link.cancelled',
  failed: 'link.failed',
};

/** A link is created when it can first be paid; found paid already, it has been both. */
function statusChanged(before: Link | undefined, after: Link): Told[] {
  const { status } = after;
  const { reason } = after.cause;
  if (before?.status === status) {
    const more = status === 'partially_paid' && amountPaid(after) > amountPaid(before);
    return more ? [{ type: 'link.partially_paid' }] : [];
  }
  if (status === 'creating') return [{ type: before ? 'link.retried' : 'link.creating' }];
  const created = EVER_PAYABLE.has(status) && (before === undefined || before.status === 'creating');
  if (created && status === 'active') return [{ type: 'link.created' }];
  const failure = status === 'failed' ? after.failure?.category : undefined;
  const changed: Told = {
    type: STATUS_EVENT[status],
    reason,
    data: failure === undefined ? {} : { failure },
  };
  return created ? [{ type: 'link.created' }, changed] : [changed];
}

const EVER_PAYABLE: ReadonlySet<LinkStatus> = new Set(['active', 'processing', 'partially_paid', 'paid']);

function superseded(before: Link | undefined, { supersededBy }: Link): Told[] {
  if (supersededBy === undefined || before?.supersededBy !== undefined) return [];
  const reason = before?.op?.renewal === undefined ? undefined : 'asked_by_payer';
  return [{ type: 'link.superseded', reason, data: { superseded_by: supersededBy } }];
}

/** The payer asked for a new link; and where none came of it, why. */
function renewed(before: Link | undefined, after: Link): Told[] {
  const [old, now] = [before?.op?.renewal, after.op?.renewal];
  if (old === undefined && now !== undefined) return [{ type: 'link.renewal_asked', data: { channel: now } }];
  const failed = old !== undefined && now === undefined && after.supersededBy === undefined;
  return failed ? [{ type: 'link.renewal_failed', reason: after.cause.reason }] : [];
}

function exceptionsAdded(before: Link | undefined, after: Link): Told[] {
  const known = new Set(before ? exceptionsOf(before).map(({ code }) => code) : []);
  return exceptionsOf(after)
    .filter(({ code }) => !known.has(code))
    .map(({ code }) => ({ type: 'link.exception', data: { exception: code } }));
}

/** The last look at a page that nobody could close. */
function watchEnded(before: Link | undefined, after: Link): Told[] {
  const ended = before !== undefined && !isWatchOver(before) && isWatchOver(after);
  return ended ? [{ type: 'link.checked', reason: 'watch_ended' }] : [];
}

/** Steps of the plan that ended, and what a caller did with the plan. */
function reminded(before: Link | undefined, after: Link): Told[] {
  if (!before) return [];
  const known = new Map(before.reminders?.done?.map((end) => [end.step, end.state]));
  const ended = (after.reminders?.done ?? [])
    .filter(({ step, state }) => known.get(step) !== state)
    .map(({ step, state, reason }) => ({
      type: `reminder.${state}` as const,
      reason,
      data: { step: step + 1 },
    }));
  return [...ended, ...putOff(before, after), ...planChanged(before, after)];
}

/** A step that was to go and is tried again later: the provider gave no answer, or the channel took nothing. */
function putOff(before: Link, after: Link): Told[] {
  const { next } = after.reminders ?? {};
  if (!next) return [];
  const known = before.reminders?.next;
  const { reason } = after.cause;
  if (next.tries !== undefined && (known?.step !== next.step || known.tries !== next.tries)) {
    return [
      {
        type: 'reminder.put_off',
        reason: 'provider_check_failed',
        data: { step: next.step + 1, try: next.tries },
      },
    ];
  }
  const isSent = (link: Link) => link.sends?.some(({ step }) => step === next.step) === true;
  return isSent(before) && !isSent(after)
    ? [{ type: 'reminder.put_off', reason, data: { step: next.step + 1 } }]
    : [];
}

function planChanged(before: Link, after: Link): Told[] {
  if (!isDeepStrictEqual(before.plan, after.plan)) return [{ type: 'reminders.changed' }];
  const paused = [before, after].map(({ reminders }) => reminders?.pausedAt !== undefined);
  if (paused[0] === paused[1]) return [];
  return [{ type: paused[1] ? 'reminders.paused' : 'reminders.resumed' }];
}

/** What a caller may change, by its name in the API. */
const CHANGEABLE: ReadonlyMap<keyof Link, string> = new Map([
  ['amount', 'amount'],
  ['description', 'description'],
  ['reference', 'reference'],
  ['customer', 'customer'],
  ['dueOn', 'due_on'],
  ['expiresAt', 'expires_at'],
  ['metadata', 'metadata'],
  ['createdBy', 'created_by'],
]);

/** What a caller did that no status shows, and fallbacks. First messages are part of a link's creation. */
function askedFor(before: Link | undefined, after: Link): Told[] {
  if (!before) return [];
  const told: Told[] = [];
  if (before.deletedAt === undefined && after.deletedAt !== undefined) told.push({ type: 'link.deleted' });
  if (!isDeepStrictEqual(before.booking, after.booking)) told.push({ type: 'link.assigned' });
  const changed = [...CHANGEABLE].flatMap(([name, shown]) =>
    isDeepStrictEqual(before[name], after[name]) ? [] : [shown],
  );
  if (before.deletedAt !== undefined && after.deletedAt === undefined) changed.push('deleted_at');
  if (changed.length) told.push({ type: 'link.updated', data: { changed } });
  const known = new Set(before.sends?.map(({ id }) => id));
  const queued = (after.sends ?? []).filter(
    ({ id, kind, fallback }) => (kind === 'resend' || fallback) && !known.has(id),
  );
  if (queued.length) {
    told.push({ type: 'message.queued', data: { channels: queued.map(({ channel }) => channel) } });
  }
  return told;
}

/** A look at the provider that found something, though nothing that has an event of its own. */
function otherNews(before: Link | undefined, after: Link): Told[] {
  if (isDeepStrictEqual(withoutTimes(before), withoutTimes(after))) return [];
  const word = after.facts?.word?.text;
  return [{ type: 'link.checked', data: word === undefined ? {} : { provider_status: word } }];
}

/** The facts without the instants at which they were read: a later read of the same is no news. */
function withoutTimes(link: Link | undefined) {
  const { latest, word, ended, ...facts } = link?.facts ?? {};
  return { ...facts, latest: latest?.status, word: word?.text, ended: ended?.as };
}
