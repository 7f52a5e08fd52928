import { providerLinkName, sweptPart } from '../table/keys.ts';
import { getSweep, getSweptPart } from '../table/sweeps.ts';
import type { SweepDeps } from './deps.ts';
import { answers, type Sweep } from './model/sweep.ts';
import type { SweptLink } from './model/swept-link.ts';
import { saveSweep } from './save.ts';

/** However many ask, for whatever instant each: readings do not begin more often than this. */
const GAP_MS = 60_000;

/** What the sweeps of a connection say of one provider link. */
export type SweptAnswer =
  /** As a reading told that began at `startedAt`; without `link` it was in no page, which proves nothing. */
  | { startedAt: number; link?: SweptLink }
  /** The lists contradict themselves about it. */
  | { unclear: true }
  /** A sweep is on its way. */
  | { waits: true }
  /** The lists cannot be read at present; a sweep is tried again by itself. */
  | { failing: true };

export interface SweptQuestion {
  org: string;
  connection: string;
  provider: { id?: string; url?: string };
  /** Epoch ms before which the reading must not have begun. */
  notBefore: number;
  /** Epoch ms since when the answer is waited for. */
  dueAt: number;
}

/**
 * Answers from what the last sweep told, at the cost of two reads and no provider call. Where that is too old a sweep is
 * asked for, one for all who ask: nothing is written by the second of them.
 */
export async function askSweep(
  deps: Pick<SweepDeps, 'table' | 'clock' | 'hints'>,
  question: SweptQuestion,
): Promise<SweptAnswer> {
  const { org, connection } = question;
  const now = deps.clock.now();
  const sweep = await getSweep(deps.table, org, connection);
  const snapshot = sweep?.snapshot;
  const answer = snapshot && answers(snapshot, question, now) && (await lookUp(deps, question, snapshot));
  if (answer) return answer;
  if (!isComing(sweep, question, now)) await want(deps, sweep, { org, connection });
  return sweep?.failures ? { failing: true } : { waits: true };
}

/** A reading is under way that will do, or one that begins later is wanted already. */
function isComing(sweep: Sweep | undefined, question: SweptQuestion, now: number): boolean {
  const { run, wantedAt } = sweep ?? {};
  if (run && answers({ startedAt: run.startedAt, finishedAt: now }, question, now)) return true;
  return wantedAt !== undefined && wantedAt > (run?.startedAt ?? 0);
}

/** Whoever loses here has been overtaken by somebody who wants it too, or by the sweep itself; he asks again later. */
async function want(
  deps: Pick<SweepDeps, 'table' | 'clock' | 'hints'>,
  sweep: Sweep | undefined,
  { org, connection }: { org: string; connection: string },
): Promise<void> {
  const now = deps.clock.now();
  const last = sweep?.run?.startedAt ?? sweep?.snapshot?.startedAt ?? 0;
  const wantedAt = Math.max(now, last + GAP_MS);
  const saved = await saveSweep(deps, sweep, { ...sweep, org, connection, wantedAt });
  if (saved && !saved.run && (saved.dueAt ?? 0) <= now) await deps.hints.sweep(org, connection);
}

/** `undefined`: the part is gone, and only another sweep can tell. */
async function lookUp(
  deps: Pick<SweepDeps, 'table'>,
  { org, connection, provider: { id, url } }: SweptQuestion,
  { startedAt, parts }: NonNullable<Sweep['snapshot']>,
): Promise<SweptAnswer | undefined> {
  // A sweep names a link by its url where it has one, and so does each link that was created here.
  const names = [
    ...(url === undefined ? [] : [providerLinkName({ url })]),
    ...(id === undefined ? [] : [id]),
  ];
  for (const name of names) {
    const part = await getSweptPart(deps.table, { org, connection, parts, part: sweptPart(name, parts) });
    if (!part) return undefined;
    const link = part.links.find((one) => one.name === name);
    if (link) return link.seen ? { startedAt, link } : { unclear: true };
  }
  return { startedAt };
}
