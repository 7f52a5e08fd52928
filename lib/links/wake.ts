import type { Rates } from '../connections/rate.ts';
import { log } from '../log.ts';
import { isUnworkable, putOff } from '../table/due.ts';
import { linkKey } from '../table/keys.ts';
import { getLink } from '../table/links.ts';
import { without } from '../without.ts';
import { causeOf } from './adopt.ts';
import { assignAtProvider } from './assign.ts';
import { checked } from './check.ts';
import { hintSlot, waiting, waitsForHint } from './check-in-turn.ts';
import { canClose, closeAtProvider, isClosing } from './close.ts';
import type { Actor, LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { nextCheck } from './model/next-check.ts';
import { end, isEnding, isSending, nextDue, untold } from './model/next-due.ts';
import { isUnreckoned, nextReminder } from './model/reminders.ts';
import { operation, toldAlready } from './operation.ts';
import { providerRef } from './provider-input.ts';
import { asSeen, changeLink, type LinkDraft, saveLink } from './save.ts';
import { settleCreate } from './settle-create.ts';
import { settleRow } from './settle-row.ts';
import { settleSupersede } from './settle-supersede.ts';
import { tellHead } from './tell-head.ts';
import { checkForTimer } from './timer-check.ts';
import { updateAtProvider } from './update-at-provider.ts';

const MINUTE = 60_000;

/** A wake does at most this many things; what is left stays due. */
const STEPS = 6;

/** Distances between checks that get no answer. */
const CHECK_AGAIN_MS: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 60 * MINUTE];

/** A link on which the timer fails this often in a row is stuck, and alarmed. */
const STUCK_AFTER = 8;

export interface WakeDeps extends LinkDeps {
  /** Delivers the link's messages that are due. */
  deliver(org: string, linkId: string): Promise<void>;
  /** Checks wait for their turn, so that all of a connection stay within its rate. */
  rates: Rates;
  /** Does what is due of the link's reminders. */
  remind(actor: Actor, link: Link): Promise<'done' | 'waits'>;
}

/**
 * Does what is due for one link, whoever asks and however often. With nothing due it is one read. `slotAt`: the slot of the
 * connection's rate for which this wake was asked.
 */
export async function wakeLink(deps: WakeDeps, org: string, id: string, slotAt?: number): Promise<void> {
  try {
    for (let step = 0; step < STEPS && !deps.signal.aborted; step++) {
      const link = await getLink(deps.table, org, id);
      if (link?.dueAt === undefined || link.dueAt > deps.clock.now()) return;
      if (isUnderWay(link, deps.clock.now()) || waitsForHint(link, slotAt, deps.clock.now())) return;
      if ((await doNext(deps, { org, by: 'timer' }, link)) === 'waits') return;
    }
  } catch (error) {
    await pushBack(deps, org, id, error).catch((unworkable: unknown) => {
      if (!isUnworkable(unworkable)) throw unworkable;
      log.error('DUE_PUT_OFF', { linkId: id, org, count: 1 }, unworkable);
      return putOff(deps.table, linkKey(org, id), deps.clock.now());
    });
  }
}

/** Another is at it, and nothing else is to be done meanwhile: the instant that is reached stands until then. */
function isUnderWay(link: Link, now: number): boolean {
  if (isSending(link, now)) return true;
  return isEnding(link, now) && (nextDue(link) ?? Number.POSITIVE_INFINITY) > now;
}

/** `waits`: the link stays due as it is, and the next tick brings it again. */
async function doNext(deps: WakeDeps, actor: Actor, link: Link): Promise<'done' | 'waits'> {
  const now = deps.clock.now();
  const due = (at: number | undefined) => at !== undefined && at <= now && (link.backoffUntil ?? 0) <= now;
  const checks = [nextCheck(link), end(link)].filter((at) => at !== undefined).filter(due);
  if (link.op && !link.op.stuck && !link.op.handedOver && due(link.op.until))
    await settleOperation(deps, actor, link);
  else if (link.sends?.some((send) => due(send.until))) await deps.deliver(link.org, link.id);
  else if (due(untold(link))) await tellHead(deps, actor, link);
  else if (due(nextReminder(link)) && !due(end(link))) return deps.remind(actor, link);
  else if (checks.length) return checkAndEnd(deps, actor, link, Math.min(...checks));
  else if (!link.op && !link.sends?.length && isUnreckoned(link)) return deps.remind(actor, link);
  else
    await saveLink(deps, link, without(link, 'wakeFailures', 'backoffUntil'), {
      ...causeOf(actor),
      what: 'timer',
    });
  return 'done';
}

/** The caller of this operation is dead, or did not learn what came of it. */
async function settleOperation(deps: WakeDeps, actor: Actor, link: Link): Promise<void> {
  const { op } = link;
  if (op?.kind === 'create') {
    if (link.batch) await settleRow(deps, actor, link);
    else await settleCreate(deps, actor, link).catch(toldAlready);
    return;
  }
  if (!op) return;
  const opened = await deps.openConnection(link.org, link.connection);
  const claimed = await saveLink(
    deps,
    link,
    {
      ...link,
      op: { ...without(op, 'looks'), ...operation(op.kind, deps.clock.now(), op.attempt + 1) },
    },
    { ...causeOf(actor), what: `${op.kind} again` },
  );
  if (!claimed) return;
  if (isClosing(op.kind)) await closeAtProvider(deps, actor, opened, claimed);
  else if (op.kind === 'supersede') await settleSupersede(deps, actor, claimed).catch(toldAlready);
  else if (op.kind === 'update') await updateAtProvider(deps, actor, opened, claimed).catch(toldAlready);
  else await assignAtProvider(deps, actor, opened, claimed).catch(toldAlready);
}

/** Asks the provider; a link that has reached its end and shows no money ends with that. */
async function checkAndEnd(
  deps: WakeDeps,
  actor: Actor,
  link: Link,
  dueAt: number,
): Promise<'done' | 'waits'> {
  const opened = await deps.openConnection(link.org, link.connection);
  const closes = canClose(opened.provider, link);
  const closesNow = closes && (end(link) ?? Number.POSITIVE_INFINITY) <= deps.clock.now();
  const found = await checkForTimer(deps, opened, link, dueAt, { calls: closesNow ? 2 : 1 });
  if (found && 'waits' in found) return 'waits';
  if (found && 'later' in found) {
    const saved = await saveLink(deps, link, waiting(link, found.later), {
      ...causeOf(actor),
      what: 'waits',
    });
    if (saved) await hintSlot(deps, saved, found.later);
    return 'done';
  }
  const unreachable = found && 'failed' in found ? found.failed : undefined;
  let ends = false;
  const saved = await changeLink(
    deps,
    link.org,
    link.id,
    (current) => {
      const now = deps.clock.now();
      ends = false;
      if (unreachable) {
        const failures = (current.checkFailures ?? 0) + 1;
        const wait = CHECK_AGAIN_MS[Math.min(failures, CHECK_AGAIN_MS.length) - 1] ?? MINUTE;
        return {
          draft: { ...without(current, 'slotAt'), checkFailures: failures, nextCheckAt: now + wait },
          cause: { ...causeOf(actor), what: 'check', reason: unreachable.kind },
        };
      }
      const seen = found && 'seen' in found ? checked(current, found) : current;
      const swept = found && 'seen' in found && found.swept === true;
      const draft = { ...seen, ...(found ? {} : { checkedAt: now }), ...(swept ? { answeredAt: now } : {}) };
      ends = isOver(current, draft, now);
      return {
        draft: ends ? ending(draft, current, closes, now) : draft,
        cause: { ...causeOf(actor), what: ends ? 'expire' : 'check' },
      };
    },
    link,
  );
  if (!ends || saved.op?.kind !== 'expire') return 'done';
  await deps.rates.until((found && 'next' in found ? found.next : undefined) ?? deps.clock.now());
  await closeAtProvider(deps, actor, opened, saved);
  return 'done';
}

function isOver(current: Link, draft: LinkDraft, now: number): boolean {
  const ends = end(asSeen(current, draft));
  return ends !== undefined && ends <= now;
}

function ending(draft: LinkDraft, current: Link, closes: boolean, now: number): LinkDraft {
  const open =
    providerRef(current) !== undefined && (draft.providerExpiresAt ?? Number.POSITIVE_INFINITY) > now;
  return {
    ...draft,
    stage: 'expired',
    expiredAt: now,
    ...(closes && open ? { op: operation('expire', now) } : {}),
    ...(open ? { providerUrlOpen: true } : {}),
  };
}

/** Whatever made it fail: it comes again later and later, and keeps nobody else waiting. */
async function pushBack(deps: WakeDeps, org: string, id: string, error: unknown): Promise<void> {
  log.error('LINK_WAKE_FAILED', { linkId: id }, error);
  await changeLink(deps, org, id, (link) => {
    const failures = (link.wakeFailures ?? 0) + 1;
    if (failures === STUCK_AFTER) log.error('LINK_STUCK', { linkId: id, reason: 'wake' });
    const backoffUntil = deps.clock.now() + Math.min(60, 2 ** failures) * MINUTE;
    return {
      draft: { ...link, wakeFailures: failures, backoffUntil },
      cause: { by: 'timer', what: 'wake failed' },
    };
  });
}
