import * as z from 'zod/mini';
import { Anchor, DEFAULT_PLAN, Plan, Weekday } from '../links/model/plan.ts';
import { daysOf, MOST_DAYS } from '../time/offset.ts';
import { DAYTIME } from '../time/window.ts';
import { SomeChannels } from './channels.ts';
import { maybe } from './fields.ts';

/** More would never go: a link reminds three times at most. */
const MOST_STEPS = 10;

const Offset = z.string().check(
  z.refine((text) => daysOf(text) !== undefined, {
    error: `Calendar days or weeks as in ISO 8601, at most ${MOST_DAYS} days: P3D, -P1D, P2W.`,
  }),
);

const PlanStepInput = z.strictObject({ anchor: Anchor, offset: Offset, channels: SomeChannels }).check(
  z.refine(({ anchor, offset }) => !offset.startsWith('-') || COUNTS_BACK.has(anchor), {
    error: 'Before this moment nobody knows of it: only due_on and expires_at are counted back from.',
    path: ['offset'],
  }),
  z.refine(({ anchor, offset }) => offset.startsWith('-') || anchor !== 'expires_at', {
    error: 'After its end a link asks for nothing.',
    path: ['offset'],
  }),
);

const COUNTS_BACK: ReadonlySet<Anchor> = new Set(['due_on', 'expires_at']);

const WallTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A wall time as HH:MM.'));

/** 08:00 to 21:00 cannot be widened. */
const Window = z
  .strictObject({
    days: z
      .array(Weekday)
      .check(z.minLength(1), z.maxLength(7), z.refine(isSet, { error: 'Each day once.' })),
    from: WallTime.check(z.refine((at) => at >= DAYTIME.from, { error: `Not before ${DAYTIME.from}.` })),
    to: WallTime.check(z.refine((at) => at <= DAYTIME.to, { error: `Not after ${DAYTIME.to}.` })),
  })
  .check(z.refine(({ from, to }) => from < to, { error: 'It ends before it begins.', path: ['to'] }));

function isSet(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

/** When to remind: moments, and the hours in which any of them may go. */
export const PlanInput = z.strictObject({
  steps: z.array(PlanStepInput).check(z.minLength(1), z.maxLength(MOST_STEPS)),
  window: maybe(Window),
});

/** `default` is the connection's, else the organisation's, else that of the product. */
export const RemindersInput = z.union([z.enum(['default', 'none']), PlanInput]);
export type RemindersInput = z.infer<typeof RemindersInput>;

export const RemindersChoiceBody = z.union([z.enum(['default', 'none']), Plan]);

export function toPlan({ steps, window }: z.infer<typeof PlanInput>): Plan {
  return { steps, window: window ?? DEFAULT_PLAN.window };
}

export function toRemindersChoice(input: RemindersInput): 'default' | 'none' | Plan {
  return typeof input === 'string' ? input : toPlan(input);
}
