import * as z from 'zod/mini';
import type { Link } from './link.ts';
import { type Anchor, planOf } from './plan.ts';

const Instant = z.int();

/** Why a step did not go, or what became of its message. */
export const SkipReason = z.enum([
  'paid',
  'processing',
  'expired',
  'cancelled',
  'opted_out',
  'no_contact',
  'frequency_cap',
  'window_missed',
  'provider_check_failed',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/** A step that is over. */
export const StepEnd = z.object({
  /** Counted from 0. */
  step: z.int(),
  state: z.enum(['sent', 'skipped', 'failed']),
  at: Instant,
  /** Of `skipped` a `SkipReason`, of `failed` the channel's own. */
  reason: z.exactOptional(z.string()),
  /** Of `failed`: a message may have left all the same, and counts as one that did. */
  mayHaveLeft: z.exactOptional(z.literal(true)),
});
export type StepEnd = z.infer<typeof StepEnd>;

/** How far a link has come with its plan. */
export const Reminders = z.object({
  /** The plan counts from here on; absent: since the link's creation. What lies before is missed. */
  since: z.exactOptional(Instant),
  pausedAt: z.exactOptional(Instant),
  /** What `next` was reckoned from. Where the link says otherwise by now, it is reckoned anew. */
  basis: z.exactOptional(z.string()),
  /** Later than planned where it was put off. */
  next: z.exactOptional(
    z.object({
      step: z.int(),
      at: Instant,
      /** Checks in a row that the provider did not answer. */
      tries: z.exactOptional(z.int()),
    }),
  ),
  done: z.exactOptional(z.array(StepEnd)),
  /** Reminders that went before this plan: by an earlier one, or by the links whose place this one took. */
  before: z.exactOptional(z.int()),
});
export type Reminders = z.infer<typeof Reminders>;

/** Over a whole chain of supersedes, and over all plans that a link has had. */
export const MOST_REMINDERS = 3;

/** Reminders that went so far, or may have. */
export function remindersSent({ reminders }: Pick<Link, 'reminders'>): number {
  const sent = (reminders?.done ?? []).filter(
    ({ state, mayHaveLeft }) => state === 'sent' || mayHaveLeft,
  ).length;
  return (reminders?.before ?? 0) + sent;
}

/** The end of a step, joined with that of its other channel: what went on one of them went. */
export function withStepEnd(reminders: Reminders | undefined, end: StepEnd): Reminders {
  const { done = [], ...rest } = reminders ?? {};
  const known = done.find(({ step }) => step === end.step);
  const better = known && RANK[known.state] >= RANK[end.state] ? known : end;
  const unsure = better.state !== 'sent' && (known?.mayHaveLeft || end.mayHaveLeft);
  const both = unsure ? { ...better, mayHaveLeft: true as const } : better;
  return { ...rest, done: [...done.filter(({ step }) => step !== end.step), both] };
}

const RANK: Readonly<Record<StepEnd['state'], number>> = { skipped: 0, failed: 1, sent: 2 };

/** A link whose steps may still come: what is over reminds nobody. */
export function reminds(link: Link): boolean {
  return (
    link.plan !== undefined &&
    link.reminders?.pausedAt === undefined &&
    link.stage === 'open' &&
    REMINDABLE.has(link.status) &&
    link.supersededBy === undefined &&
    link.deletedAt === undefined &&
    !link.held
  );
}

/** While a payment is under way a step is skipped, with that reason, when its moment comes. */
const REMINDABLE: ReadonlySet<string> = new Set(['active', 'partially_paid', 'processing']);

/** A changed anchor, zone or contact is taken up within this time. */
const RECKON_WITHIN_MS = 30_000;

/** When the timer has to do with the plan: at the next step, or to reckon it anew. Pure. */
export function nextReminder(link: Link): number | undefined {
  if (!reminds(link)) return undefined;
  const at =
    basisOf(link) === link.reminders?.basis ? link.reminders?.next?.at : link.updatedAt + RECKON_WITHIN_MS;
  // What is under way at the provider may change what the reminder says.
  return at === undefined || !link.op || link.op.stuck ? at : Math.max(at, link.op.until);
}

/** What the next step is was never reckoned, or from other anchors. A wake that comes for nothing else does it then. */
export function isUnreckoned(link: Link): boolean {
  return reminds(link) && basisOf(link) !== link.reminders?.basis;
}

/** The moment from which steps of an anchor are reckoned: epoch ms, or the calendar date; `undefined`: not yet known. */
export function anchorOf(link: Link, anchor: Anchor): number | string | undefined {
  switch (anchor) {
    case 'created_at':
      return link.createdAt;
    case 'sent_at':
      return link.sentAt ?? link.facts?.sentAt;
    case 'opened_at':
      return link.openedAt ?? link.facts?.openedAt;
    case 'due_on':
      return link.dueOn;
    case 'expires_at':
      return link.expiresAt;
    default:
      return anchor satisfies never;
  }
}

/**
 * What the reckoning depends on, in a few characters: the anchors that the plan uses and the recipient's zone. Whoever
 * acts on a step reckons it again, so two bases of one link that look the same cannot make it go at a wrong moment.
 */
export function basisOf(link: Link): string {
  if (link.plan === undefined) return '';
  const anchors = planOf(link.plan).steps.map(({ anchor }) => anchorOf(link, anchor) ?? '');
  const { customer, reminders } = link;
  return shortHash([...anchors, customer?.timezone, customer?.phone, reminders?.since].join(' '));
}

/** FNV-1a, 32 bits, base 36. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
