import type { Link } from '../links/model/link.ts';
import { basisOf, type Reminders, type StepEnd } from '../links/model/reminders.ts';
import { isOpen } from '../time/window.ts';
import type { Zones } from '../time/zone.ts';
import { countsBack, forward, limitOf, type PlacedStep, placeSteps, windowOf } from './steps.ts';

/** Later than this a reminder helps nobody: after an outage it is missed, with that reason. */
export const LATEST_MS = 48 * 3_600_000;

export interface NextStep {
  step: number;
  at: number;
  /** Where nothing puts it off. */
  plannedAt: number;
  /** Checks in a row that the provider did not answer. */
  tries?: number;
}

/** What a link's plan comes to at this moment. */
export interface Reckoning {
  /** The earliest step that is still to go. One at or before now may go now: the window is open. */
  next?: NextStep;
  /** Steps that have lost their moment since. */
  missed: StepEnd[];
}

/**
 * Pure: from the link as it is. A step whose moment lies before the plan's own beginning, that no window has room for, or
 * that is more than 48 hours late, is missed. A late one goes at the next opening.
 */
export function reckon(link: Link, zones: Zones, now: number): Reckoning {
  const done = new Set((link.reminders?.done ?? []).map(({ step }) => step));
  const missed: StepEnd[] = [];
  let next: NextStep | undefined;
  for (const placed of placeSteps(link, zones)) {
    if (done.has(placed.step) || placed.wanted === undefined) continue;
    const found = momentOf(link, placed, zones, now);
    if (found === 'missed') {
      missed.push({ step: placed.step, state: 'skipped', at: now, reason: 'window_missed' });
    } else if (found.at < link.expiresAt && (next === undefined || found.at < next.at)) next = found;
  }
  return { ...(next ? { next } : {}), missed };
}

function momentOf(link: Link, { step, plan, wanted = 0, at = 0 }: PlacedStep, zones: Zones, now: number) {
  const since = link.reminders?.since ?? link.createdAt;
  if (wanted < since) return 'missed';
  // One that slid back to before the plan began comes after its moment instead.
  const plannedAt = at < since ? forward(wanted, link, zones) : at;
  const putOff = putOffTo(link, step);
  const due = Math.max(plannedAt, putOff?.at ?? 0);
  const goes = due > now || isOpen(now, zones, windowOf(link)) ? due : forward(now, link, zones);
  const soonest = Math.max(goes, now);
  if (soonest - plannedAt > LATEST_MS) return 'missed';
  if (countsBack(plan) && soonest >= limitOf(link, plan, zones[0])) return 'missed';
  const { tries } = putOff ?? {};
  return { step, at: goes, plannedAt, ...(tries === undefined ? {} : { tries }) };
}

/** Where this very step was put off, and nothing that it was reckoned from has changed since. */
function putOffTo(link: Link, step: number): Reminders['next'] {
  const { reminders } = link;
  return reminders?.next?.step === step && reminders.basis === basisOf(link) ? reminders.next : undefined;
}
