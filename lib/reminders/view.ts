import type { Link } from '../links/model/link.ts';
import type { Anchor, PlanStep } from '../links/model/plan.ts';
import { reminds, type StepEnd } from '../links/model/reminders.ts';
import type { Zones } from '../time/zone.ts';
import { type NextStep, reckon } from './reckon.ts';
import { type PlacedStep, placeSteps } from './steps.ts';

/** What a person sees of one step. Instants are epoch ms. */
export interface SeenStep extends PlanStep {
  step: number;
  /** `waiting`: its anchor has not happened yet. */
  state: 'waiting' | 'planned' | 'paused' | 'sending' | 'sent' | 'skipped' | 'failed';
  plannedAt?: number;
  endedAt?: number;
  reason?: string;
}

/** Every step of a link's plan, as it stands at this moment. Pure. */
export function viewSteps(link: Link, zones: Zones, now: number): SeenStep[] {
  const { next, missed } = reckon(link, zones, now);
  return placeSteps(link, zones).map((placed) => {
    const { step, plan } = placed;
    const stands = standing(link, placed, next, missed);
    const plannedAt = stands.plannedAt ?? placed.at;
    return { ...plan, step, ...stands, ...(plannedAt === undefined ? {} : { plannedAt }) };
  });
}

function standing(
  link: Link,
  { step, plan, wanted, at }: PlacedStep,
  next: NextStep | undefined,
  missed: readonly StepEnd[],
): Pick<SeenStep, 'state' | 'plannedAt' | 'endedAt' | 'reason'> {
  if (link.sends?.some((send) => send.step === step)) return { state: 'sending' };
  const end = link.reminders?.done?.find((done) => done.step === step);
  if (end) return { state: end.state, endedAt: end.at, ...(end.reason ? { reason: end.reason } : {}) };
  const over = OVER[link.status];
  if (over) return { state: 'skipped', reason: over };
  if (link.reminders?.pausedAt !== undefined) return { state: 'paused' };
  if (missed.some((gone) => gone.step === step)) return { state: 'skipped', reason: 'window_missed' };
  if (wanted === undefined) return { state: 'waiting', reason: WAITS_FOR[plan.anchor] };
  if (at !== undefined && at >= link.expiresAt) return { state: 'skipped', reason: 'expired' };
  if (!reminds(link)) return { state: 'waiting', reason: link.status };
  return { state: 'planned', ...(next?.step === step ? { plannedAt: next.at } : {}) };
}

const OVER: Partial<Record<Link['status'], string>> = {
  paid: 'paid',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'cancelled',
};

const WAITS_FOR: Readonly<Record<Anchor, string>> = {
  created_at: 'created_at',
  sent_at: 'not_sent',
  opened_at: 'not_opened',
  due_on: 'no_due_date',
  expires_at: 'expires_at',
};
