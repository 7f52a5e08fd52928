import { NEAR_MS } from '../connections/model/rate.ts';
import type { OpenedConnection } from '../connections/open.ts';
import type { Rates, Turn } from '../connections/rate.ts';
import { without } from '../without.ts';
import { type Checked, check } from './check.ts';
import type { LinkDeps } from './deps.ts';
import type { Link } from './model/link.ts';
import { providerRef } from './provider-input.ts';
import type { LinkDraft } from './save.ts';

export type Later = Extract<Turn, { turn: 'later' }>;

/** What a check in the background came to. `later`: it is not yet its turn; the provider was not asked. */
export type CheckedInTurn = (Checked & { next?: number }) | { later: Later };

export interface InTurn {
  /** Calls that will be made in all: a link that ends may have its page closed. */
  calls?: number;
  /** The provider is given no more time than this, ms. */
  withinMs?: number;
}

/**
 * Asks the provider what became of a link when the connection's rate has a slot for it, and tells the rate what came of
 * it. Waits at most 1.5 s. `next`: the slot of a second call, epoch ms.
 */
export async function checkInTurn(
  deps: Pick<LinkDeps, 'clock' | 'signal'> & { rates: Rates },
  opened: OpenedConnection,
  link: Link,
  { calls = 1, withinMs }: InTurn = {},
): Promise<CheckedInTurn | undefined> {
  if (!providerRef(link) || !opened.provider.fetchLink) return undefined;
  const turn = await deps.rates.take(opened.connection, link, calls);
  if (turn.turn === 'later') return { later: turn };
  const within = withinMs === undefined ? [] : [AbortSignal.timeout(withinMs)];
  const found = await check(
    { clock: deps.clock, signal: AbortSignal.any([deps.signal, ...within]) },
    opened,
    link,
  );
  // A call that our own end cut short says nothing of the provider.
  const ownEnd = found && 'failed' in found && deps.signal.aborted;
  if (found && !ownEnd)
    await deps.rates.tell(opened.connection, 'failed' in found ? found.failed : undefined);
  return found && { ...found, next: turn.next };
}

/** A link whose turn has not come: its timer is moved, and nothing counts as failed. */
export function waiting(link: Link, { at, slotAt }: Later): LinkDraft {
  return {
    ...without(link, 'slotAt'),
    nextCheckAt: at,
    ...(slotAt === undefined ? {} : { slotAt }),
  };
}

/** By then a hint that has not come is lost. */
const HINT_LOST_MS = 30_000;

/** True where another wake is on its way that will use the link's slot; two would call twice in it. */
export function waitsForHint({ slotAt }: Link, hinted: number | undefined, now: number): boolean {
  if (slotAt === undefined || slotAt === hinted) return false;
  return now >= slotAt - NEAR_MS && now < slotAt + HINT_LOST_MS;
}

/** Wakes a link when its slot comes; lost, the tick finds it, and it asks for another. */
export async function hintSlot(
  deps: Pick<LinkDeps, 'clock' | 'hints'>,
  { org, id }: Pick<Link, 'org' | 'id'>,
  { at, slotAt }: Later,
): Promise<void> {
  if (slotAt === undefined) return;
  await deps.hints.wake(org, id, Math.max(1, Math.ceil((at - deps.clock.now()) / 1000)), slotAt);
}
