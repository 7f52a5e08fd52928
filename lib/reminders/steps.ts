import type { Link } from '../links/model/link.ts';
import { type PlanStep, planOf } from '../links/model/plan.ts';
import { anchorOf } from '../links/model/reminders.ts';
import { atWall, shift } from '../time/offset.ts';
import { spreadOpening } from '../time/spread.ts';
import { lastOpening, nextOpening, type Window } from '../time/window.ts';
import type { Zones } from '../time/zone.ts';

/** A step of a link's plan, placed in time. Instants are epoch ms. */
export interface PlacedStep {
  step: number;
  plan: PlanStep;
  /** As the offset says, before the window has its say; absent while its anchor is not known. */
  wanted?: number;
  /** When it is to go; absent while its anchor is not known. */
  at?: number;
}

/**
 * Every step of a link's plan with its instant: calendar days at the anchor's wall time, slid forward into the window;
 * one that counts back from its anchor slides back. What is moved to an opening is spread over 20 minutes.
 */
export function placeSteps(link: Link, zones: Zones): PlacedStep[] {
  if (link.plan === undefined) return [];
  const { steps, window } = planOf(link.plan);
  return steps.map((plan, step) => {
    const wanted = wantedAt(link, plan, zones[0], window);
    if (wanted === undefined) return { step, plan };
    const at = countsBack(plan) ? back(wanted, link, zones) : forward(wanted, link, zones);
    return { step, plan, wanted, at };
  });
}

/** A step that comes before its anchor. */
export function countsBack({ offset }: PlanStep): boolean {
  return offset.startsWith('-');
}

/** The first moment from `wanted` on at which a reminder of this link may go. */
export function forward(wanted: number, link: Link, zones: Zones): number {
  const window = windowOf(link);
  return spreadOpening(wanted, nextOpening(wanted, zones, window), link.id, zones, window);
}

function back(wanted: number, link: Link, zones: Zones): number {
  const window = windowOf(link);
  return spreadOpening(wanted, lastOpening(wanted, zones, window), link.id, zones, window);
}

export function windowOf({ plan = 'default' }: Pick<Link, 'plan'>): Window {
  return planOf(plan).window;
}

/** The instant at which a step has lost its sense: the link's end, or of what counts back to a due date that day's end. */
export function limitOf(link: Link, plan: PlanStep, zone: string): number {
  if (!countsBack(plan) || plan.anchor !== 'due_on' || link.dueOn === undefined) return link.expiresAt;
  return Math.min(link.expiresAt, shift(atWall(link.dueOn, '00:00', zone), 'P1D', zone));
}

function wantedAt(
  link: Link,
  { anchor, offset }: PlanStep,
  zone: string,
  window: Window,
): number | undefined {
  const from = anchorOf(link, anchor);
  if (from === undefined) return undefined;
  return shift(typeof from === 'string' ? atWall(from, window.from, zone) : from, offset, zone);
}
