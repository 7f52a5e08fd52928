import * as z from 'zod/mini';
import { toIso } from '../clock.ts';
import { noInput, type Route } from '../http/route.ts';
import { Channel } from '../links/model/channel.ts';
import type { Link } from '../links/model/link.ts';
import { Anchor } from '../links/model/plan.ts';
import { MOST_REMINDERS, remindersSent } from '../links/model/reminders.ts';
import { viewSteps } from '../reminders/view.ts';
import type { Zones } from '../time/zone.ts';
import { LinkParams } from './link-params.ts';
import { PlanInput, RemindersChoiceBody, toPlan } from './plan.ts';

const At = z.nullable(z.string());

const StepBody = z.object({
  /** Counted from 1. */
  step: z.int(),
  anchor: Anchor,
  offset: z.string(),
  channels: z.array(Channel),
  state: z.enum(['waiting', 'planned', 'paused', 'sending', 'sent', 'skipped', 'failed']),
  planned_at: At,
  ended_at: At,
  reason: z.nullable(z.string()),
});

export const RemindersBody = z.object({
  object: z.literal('reminders'),
  link_id: z.string(),
  plan: RemindersChoiceBody,
  paused_at: At,
  /** Where the recipient may be: a reminder goes when it is within the window in all of them. */
  timezones: z.array(z.string()),
  sent: z.int(),
  most: z.int(),
  next_at: At,
  steps: z.array(StepBody),
});
export type RemindersBody = z.infer<typeof RemindersBody>;

const base = { ...noInput, tag: 'Reminders', path: '/v1/links/{id}/reminders', params: LinkParams } as const;
const theReminders = { statuses: { 200: 'The plan, step by step.' }, body: RemindersBody } as const;

export const getRemindersRoute: Route<LinkParams, object, object, RemindersBody> = {
  ...base,
  id: 'getReminders',
  method: 'GET',
  summary: 'When a link reminds, and why it did not',
  scope: 'links:read',
  returns: theReminders,
};

/** A plan as it is, or one by its name. */
const PutRemindersBody = z.union([z.strictObject({ plan: z.enum(['default', 'none']) }), PlanInput]);
type PutRemindersBody = z.infer<typeof PutRemindersBody>;

export const putRemindersRoute: Route<LinkParams, object, PutRemindersBody, RemindersBody> = {
  ...base,
  id: 'putReminders',
  method: 'PUT',
  summary: 'Give a link another plan, or none',
  description:
    'Takes effect at once. Steps whose moment lies before now are missed; what was sent before counts against the three reminders of a link.',
  scope: 'links:write',
  body: PutRemindersBody,
  bodyOptional: false,
  returns: theReminders,
  errors: ['conflict_state', 'operation_in_progress'],
  examples: {
    body: {
      steps: [{ anchor: 'due_on', offset: '-P2D', channels: ['email'] }],
      window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '10:00', to: '17:00' },
    },
  },
};

export const pauseRemindersRoute: Route<LinkParams, object, object, RemindersBody> = {
  ...base,
  id: 'pauseReminders',
  method: 'POST',
  path: '/v1/links/{id}/reminders/pause',
  summary: 'Pause reminders',
  description: 'Steps whose moment comes before they are resumed are missed.',
  scope: 'links:write',
  returns: theReminders,
  errors: ['conflict_state', 'operation_in_progress'],
};

export const resumeRemindersRoute: Route<LinkParams, object, object, RemindersBody> = {
  ...pauseRemindersRoute,
  id: 'resumeReminders',
  path: '/v1/links/{id}/reminders/resume',
  summary: 'Resume reminders',
};

export function toRemindersBody(link: Link, zones: Zones, now: number): RemindersBody {
  const steps = viewSteps(link, zones, now);
  const planned = steps.flatMap(({ state, plannedAt }) =>
    state === 'planned' && plannedAt !== undefined ? [plannedAt] : [],
  );
  return {
    object: 'reminders',
    link_id: link.id,
    plan: link.plan ?? 'none',
    paused_at: iso(link.reminders?.pausedAt),
    timezones: [...zones],
    sent: remindersSent(link),
    most: MOST_REMINDERS,
    next_at: planned.length ? toIso(Math.min(...planned)) : null,
    steps: steps.map(({ step, anchor, offset, channels, state, plannedAt, endedAt, reason }) => ({
      step: step + 1,
      anchor,
      offset,
      channels: [...channels],
      state,
      planned_at: iso(plannedAt),
      ended_at: iso(endedAt),
      reason: reason ?? null,
    })),
  };
}

export function toPutPlan(body: PutRemindersBody): 'default' | 'none' | ReturnType<typeof toPlan> {
  return 'plan' in body ? body.plan : toPlan(body);
}

function iso(at: number | undefined): string | null {
  return at === undefined ? null : toIso(at);
}
