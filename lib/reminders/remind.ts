import type { Rates } from '../connections/rate.ts';
import { causeOf } from '../links/adopt.ts';
import { checked } from '../links/check.ts';
import { hintSlot, type Later } from '../links/check-in-turn.ts';
import type { Actor, LinkDeps } from '../links/deps.ts';
import type { Channel } from '../links/model/channel.ts';
import type { Link, Send } from '../links/model/link.ts';
import { planOf } from '../links/model/plan.ts';
import {
  basisOf,
  MOST_REMINDERS,
  type Reminders,
  remindersSent,
  type SkipReason,
  type StepEnd,
} from '../links/model/reminders.ts';
import { isPayable } from '../links/model/status.ts';
import { asSeen, type LinkDraft, saveLink } from '../links/save.ts';
import { checkForTimer } from '../links/timer-check.ts';
import { contactOf } from '../messages/contact.ts';
import { claimed } from '../messages/plan.ts';
import type { Organisation } from '../organisations/organisation.ts';
import { getOrganisation } from '../table/organisations.ts';
import { recipientZones } from '../time/recipient-zones.ts';
import type { Zones } from '../time/zone.ts';
import { without } from '../without.ts';
import { type NextStep, reckon } from './reckon.ts';
import { reminderId } from './reminder-id.ts';
import { reserveSlots } from './reserve-slots.ts';

/** What the provider is given to say whether it was paid. */
const CHECK_MS = 5_000;
const CHECK_AGAIN_MS = 30 * 60_000;
const MOST_TRIES = 3;

export interface RemindDeps
  extends Pick<LinkDeps, 'table' | 'clock' | 'openConnection' | 'signal' | 'hints'> {
  /** A step whose check has no turn yet is put off; that is no try. */
  rates: Rates;
  /** Sends a message that was claimed, and those of the link that follow it. */
  deliver(link: Link, claim: Send): Promise<void>;
}

/**
 * Does what is due of a link's plan: reckons it anew, or takes the step whose moment has come: live check at the
 * provider → recipient's slots → one save that claims the send → send → record. Whoever pays between the check and the send
 * is reminded all the same: no provider can be asked and a message be sent in one. Dead at any point, the timer comes again: a
 * slot that was taken is found by its message, and what was claimed is never sent twice.
 */
export async function remind(deps: RemindDeps, actor: Actor, link: Link): Promise<'done' | 'waits'> {
  const organisation = await getOrganisation(deps.table, link.org);
  const zones = recipientZones(link.customer, organisation.timezone);
  const now = deps.clock.now();
  const { next, missed } = reckon(link, zones, now);
  const step: Step = { deps, actor, link, zones, organisation };
  if (!next || next.at > now || missed.length) {
    await keep(step, link, missed, 'reminders reckoned', next);
    return 'done';
  }
  const skip = reasonNotTo(link, next);
  if (skip) return end(step, link, next, skip);
  return take(step, next);
}

/** One link at one moment of its plan. */
interface Step {
  deps: RemindDeps;
  actor: Actor;
  link: Link;
  zones: Zones;
  organisation: Organisation;
}

/** What can be said without asking anybody. */
function reasonNotTo(link: Link, { step }: NextStep): SkipReason | undefined {
  if (link.status === 'processing') return 'processing';
  if (remindersSent(link) >= MOST_REMINDERS) return 'frequency_cap';
  return reachable(link, step).length ? undefined : 'no_contact';
}

function reachable(link: Link, step: number): Channel[] {
  const channels = link.plan === undefined ? [] : (planOf(link.plan).steps[step]?.channels ?? []);
  return channels.filter((channel) => contactOf(link, channel) !== undefined);
}

async function take(step: Step, next: NextStep): Promise<'done' | 'waits'> {
  const { deps, link } = step;
  const opened = await deps.openConnection(link.org, link.connection);
  const found = await checkForTimer(deps, opened, link, next.at, { withinMs: CHECK_MS });
  if (found && 'waits' in found) return 'waits';
  if (found && 'later' in found) return waitTurn(step, next, found.later);
  // A link that is in none of the provider's lists may have been paid and put away.
  if (found && ('failed' in found || found.missing)) return unanswered(step, next);
  const draft: LinkDraft = found ? checked(link, found) : link;
  const seen = asSeen(link, draft);
  if (!isPayable(seen)) return end(step, draft, next, overBecause(seen));
  return claim(step, draft, next);
}

/** The step is put off to its turn, its check not being one that failed. */
async function waitTurn(step: Step, next: NextStep, turn: Later): Promise<'done'> {
  const { slotAt } = turn;
  const draft = { ...without(step.link, 'slotAt'), ...(slotAt === undefined ? {} : { slotAt }) };
  const saved = await keep(step, draft, [], 'reminder put off', { ...next, at: turn.at }, 'waits');
  if (saved) await hintSlot(step.deps, saved, turn);
  return 'done';
}

/** Again in half an hour; after three times the step is skipped. */
async function unanswered(step: Step, next: NextStep): Promise<'done'> {
  const tries = (next.tries ?? 0) + 1;
  if (tries >= MOST_TRIES) return end(step, step.link, next, 'provider_check_failed');
  const later = { ...next, at: step.deps.clock.now() + CHECK_AGAIN_MS, tries };
  await keep(step, without(step.link, 'slotAt'), [], 'reminder put off', later, 'provider_check_failed');
  return 'done';
}

async function claim(step: Step, draft: LinkDraft, next: NextStep): Promise<'done'> {
  const { deps, actor, link, zones, organisation } = step;
  const now = deps.clock.now();
  const id = reminderId(link, next);
  const wanted = reachable(link, next.step).map((channel) => ({ id: id(channel), channel }));
  const slots = await reserveSlots(deps.table, organisation, link, wanted, { now, zone: zones[0] });
  const [first, ...others] = slots.reserved;
  if (!first) return end(step, draft, next, slots.refused ?? 'no_contact');
  const queued = (message: { id: string; channel: Channel }): Send => ({
    ...message,
    kind: 'reminder',
    step: next.step,
    state: 'queued',
    queuedAt: now,
    until: now + QUEUED_MS,
  });
  const mine = claimed(queued(first), now);
  const saved = await saveLink(
    deps,
    link,
    {
      ...draft,
      sends: [...(link.sends ?? []), mine, ...others.map(queued)],
      reminders: following(step, draft, [], { step: next.step, state: 'sent', at: now }),
    },
    { ...causeOf(actor), what: 'reminder' },
  );
  if (saved) await deps.deliver(saved, mine);
  return 'done';
}

/** A second channel that nobody has got to by then is not sent without a new check. */
const QUEUED_MS = 60_000;

/** The plan after one step: `assumed` counts as over, and is not kept, since only the send says what becomes of it. */
function following(step: Step, draft: LinkDraft, over: readonly StepEnd[], assumed?: StepEnd): Reminders {
  const { next: _next, basis: _basis, done = [], ...kept } = draft.reminders ?? {};
  const ended = [...done, ...over];
  const after: Link = {
    ...asSeen(step.link, draft),
    reminders: { ...kept, done: assumed ? [...ended, assumed] : ended },
  };
  const { next } = reckon(after, step.zones, step.deps.clock.now());
  return {
    ...kept,
    ...(ended.length ? { done: ended } : {}),
    basis: basisOf(after),
    ...(next ? { next: stored(next) } : {}),
  };
}

function stored({ step, at, tries }: NextStep): NonNullable<Reminders['next']> {
  return { step, at, ...(tries === undefined ? {} : { tries }) };
}

async function end(
  step: Step,
  draft: LinkDraft,
  { step: number }: NextStep,
  reason: SkipReason,
): Promise<'done'> {
  const over: StepEnd = { step: number, state: 'skipped', at: step.deps.clock.now(), reason };
  await keep(step, draft, [over], 'reminder skipped', undefined, reason);
  return 'done';
}

/** One save; whoever was faster has changed what there is to do, and the timer looks again. */
async function keep(
  step: Step,
  draft: LinkDraft,
  over: readonly StepEnd[],
  what: string,
  next?: NextStep,
  reason?: string,
): Promise<Link | undefined> {
  const { deps, actor, link } = step;
  const reckoned = following(step, draft, over);
  const reminders = next && over.length === 0 ? { ...reckoned, next: stored(next) } : reckoned;
  return saveLink(
    deps,
    link,
    { ...draft, reminders },
    {
      ...causeOf(actor),
      what,
      ...(reason === undefined ? {} : { reason }),
    },
  );
}

/** Why nothing is left to ask for. */
function overBecause(link: Link): SkipReason {
  switch (link.status) {
    case 'paid':
    case 'processing':
    case 'expired':
    case 'cancelled':
      return link.status;
    default:
      return 'cancelled';
  }
}
