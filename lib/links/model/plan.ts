import * as z from 'zod/mini';
import { Channel } from './channel.ts';

/** From which moment of a link a step is reckoned. */
export const Anchor = z.enum(['created_at', 'sent_at', 'opened_at', 'due_on', 'expires_at']);
export type Anchor = z.infer<typeof Anchor>;

export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;

/** One moment at which a link that is not paid reminds its customer. */
export const PlanStep = z.object({
  anchor: Anchor,
  /** ISO 8601 in calendar days or weeks, `P3D`, `-P1D`: at the anchor's wall time in the recipient's zone. */
  offset: z.string(),
  channels: z.array(Channel),
});
export type PlanStep = z.infer<typeof PlanStep>;

/** When to remind. `from` and `to` are wall times in the recipient's zone, `HH:MM`; `to` is no longer within. */
export const Plan = z.object({
  steps: z.array(PlanStep),
  window: z.object({ days: z.array(Weekday), from: z.string(), to: z.string() }),
});
export type Plan = z.infer<typeof Plan>;

/** A link keeps the plan of the product by its name, one of its own in full. */
export const PlanChoice = z.union([z.literal('default'), Plan]);
export type PlanChoice = z.infer<typeof PlanChoice>;

export const DEFAULT_PLAN: Plan = {
  steps: [
    { anchor: 'sent_at', offset: 'P3D', channels: ['sms'] },
    { anchor: 'sent_at', offset: 'P7D', channels: ['email'] },
    { anchor: 'expires_at', offset: '-P1D', channels: ['sms', 'email'] },
  ],
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '09:00', to: '19:00' },
};

export function planOf(choice: PlanChoice): Plan {
  return choice === 'default' ? DEFAULT_PLAN : choice;
}

/** How a plan is asked for: the one that holds above, none, or one's own. */
export type RemindersChoice = 'default' | 'none' | Plan;

/**
 * The plan that a link keeps: its own, else its connection's, else its organisation's, else that of the product.
 * `undefined`: it reminds nobody.
 */
export function chosenPlan(...choices: readonly (RemindersChoice | undefined)[]): PlanChoice | undefined {
  const choice = choices.find((asked) => asked !== undefined && asked !== 'default') ?? 'default';
  return choice === 'none' ? undefined : choice;
}
