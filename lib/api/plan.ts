import * as z from 'zod/mini';
import { Channel } from '../links/model/channel.ts';
import { Anchor, DEFAULT_PLAN, type Plan, Weekday } from '../links/model/plan.ts';
import { maybe } from './fields.ts';

/** More would never go: a link reminds three times at most. */
const MOST_STEPS = 10;
const LONGEST_DAYS = 366;

const OFFSET = /^(-?)P(\d{1,3})([DW])$/;

const Offset = z.string().check(
  z.refine((text) => days(text) <= LONGEST_DAYS, {
    error: `Calendar days or weeks as in ISO 8601, at most ${LONGEST_DAYS} days: P3D, -P1D, P2W.`,
  }),
);

function days(offset: string): number {
  const [, , count = '', unit] = OFFSET.exec(offset) ?? [];
  return count === '' ? Number.POSITIVE_INFINITY : Number(count) * (unit === 'W' ? 7 : 1);
}

const Channels = z
  .array(Channel)
  .check(z.minLength(1), z.maxLength(2), z.refine(isSet, { error: 'Each channel once.' }));

const PlanStepInput = z.strictObject({ anchor: Anchor, offset: Offset, channels: Channels }).check(
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
    from: WallTime.check(z.refine((at) => at >= '08:00', { error: 'Not before 08:00.' })),
    to: WallTime.check(z.refine((at) => at <= '21:00', { error: 'Not after 21:00.' })),
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

const PlanBody = z.object({
  steps: z.array(z.object({ anchor: Anchor, offset: z.string(), channels: z.array(Channel) })),
  window: z.object({ days: z.array(Weekday), from: z.string(), to: z.string() }),
});

export const RemindersChoiceBody = z.union([z.enum(['default', 'none']), PlanBody]);

export function toPlan({ steps, window }: z.infer<typeof PlanInput>): Plan {
  return { steps, window: window ?? DEFAULT_PLAN.window };
}

export function toRemindersChoice(input: RemindersInput): 'default' | 'none' | Plan {
  return typeof input === 'string' ? input : toPlan(input);
}
