import type { ProviderError, ProviderErrorKind } from '../providers/errors.ts';
import { without } from '../without.ts';
import type { Link, Operation } from './model/link.ts';
import type { LinkDraft } from './save.ts';

const DAY_MS = 24 * 3600 * 1000;

/** So long a row's create is made again before it is given up. */
const PATIENCE_MS = DAY_MS;

/** It waits as long as it has waited, so each wait is about twice the one before. */
const SHORTEST_MS = 20_000;
const LONGEST_MS = 5 * 60_000;

/** How long a create of a row that has waited is to wait once more, ms. */
export function waitOf(op: Operation, now: number): number {
  const waited = now - (giveUpAtOf(op) - PATIENCE_MS);
  return Math.min(Math.max(waited, SHORTEST_MS), LONGEST_MS);
}

/** From the start of its first attempt. */
function giveUpAtOf({ giveUpAt, startedAt }: Operation): number {
  return giveUpAt ?? startedAt + PATIENCE_MS;
}

/** What passes by itself. That an answer was lost before the call that makes the link is no answer from its provider. */
const PASSING: Partial<Readonly<Record<ProviderErrorKind, NonNullable<Operation['waits']>>>> = {
  'rate-limited': 'rate-limited',
  unavailable: 'unavailable',
  'outcome-unknown': 'unavailable',
  'bad-response': 'unavailable',
};

/**
 * The draft of a batch's row whose provider takes nothing for now and is known to have done nothing; `undefined`: it has
 * failed for good, or nobody wants it any more. Pure.
 */
export function waitingCreate(
  link: Link & { op: Operation },
  { kind, facts }: ProviderError,
  now: number,
): LinkDraft | undefined {
  const waits = PASSING[kind];
  if (!waits || !link.batch || link.stage !== 'creating') return undefined;
  const giveUpAt = giveUpAtOf(link.op);
  if (now >= Math.min(giveUpAt, link.expiresAt)) return undefined;
  const until = Math.min(now + Math.max(waitOf(link.op, now), facts.retryAfterMs ?? 0), giveUpAt);
  return { ...link, op: { ...without(link.op, 'looks'), waits, giveUpAt, until } };
}
