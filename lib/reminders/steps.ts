import type { Link } from '../links/model/link.ts';
import { type PlanStep, planOf } from '../links/model/plan.ts';
import { anchorOf } from '../links/model/reminders.ts';
import { atWall, shift } from '../time/offset.ts';
import { slideBack, slideForward, type Window } from '../time/window.ts';

/** Where a recipient may be: open only where all of them are; the first one's wall clock counts for calendar days. */
export type Zones = readonly [string, ...string[]];

/** A step of a link's plan, placed in time. Instants are epoch ms. */
export interface PlacedStep {
  step: number;
  plan: PlanStep;
  /** As the offset says, before the window has its say; absent while its anchor is not known. */
  wanted?: number;
  /** When it is to go; absent where the window leaves no moment for it. */
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
    const slide = countsBack(plan) ? slideBack : slideForward;
    const at = slide(wanted, zones, window, link.id);
    return { step, plan, wanted, ...(at === undefined ? {} : { at }) };
  });
}

/** A step that comes before its anchor. */
export function countsBack({ offset }: PlanStep): boolean {
  return offset.startsWith('-');
}

/** The instant at which a step has lost its sense, where it has one beside the link's own end. */
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
