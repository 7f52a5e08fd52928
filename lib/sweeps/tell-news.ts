import { sweptPart } from '../table/keys.ts';
import { getSweptPart, isWornOut, putSweptPart } from '../table/sweeps.ts';
import type { SweepDeps } from './deps.ts';
import { partsFor, type Sweep } from './model/sweep.ts';
import { gather, isNews, type SweptLink } from './model/swept-link.ts';
import type { Reading, Stopped } from './reading.ts';

/** Parts that are worked on at the same time. */
const SIDE_BY_SIDE = 8;

/** Tells one link of ours what was seen of it, and passes over what is none of ours. Harmless when repeated. */
export type Tell = (swept: SweptLink) => Promise<void>;

export interface Told {
  parts: number;
  links: number;
  /** Of which something was new. */
  news: number;
}

/**
 * Compares what was read with what is known, part by part: first each link is told what is new, then the part is
 * written. So whatever a part says has been told, and whoever goes on after a death finds what is done already.
 */
export async function tellNews(deps: SweepDeps, reading: Reading, tell: Tell): Promise<Told | Stopped> {
  const { sweep, run, until } = reading;
  const links = gather(reading.links);
  const parts = partsFor(links.size, sweep.snapshot?.parts);
  const former = await formerLinks(deps, sweep, parts);
  const shares: SweptLink[][] = Array.from({ length: parts }, () => []);
  for (const link of links.values()) shares[sweptPart(link.name, parts)]?.push(link);
  let news = 0;
  let next = 0;
  const work = async () => {
    while (next < parts && deps.clock.now() < until) {
      const part = next++;
      news += await tellPart(
        deps,
        { sweep, at: run.startedAt, parts, part, former },
        shares[part] ?? [],
        tell,
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, parts) }, work));
  return next < parts ? 'later' : { parts, links: links.size, news };
}

interface PartWork {
  sweep: Sweep;
  /** When this reading began. */
  at: number;
  parts: number;
  part: number;
  /** What is known, where it lies in other parts than now. */
  former: ReadonlyMap<string, SweptLink> | undefined;
}

async function tellPart(
  deps: SweepDeps,
  { sweep, at, parts, part, former }: PartWork,
  links: readonly SweptLink[],
  tell: Tell,
): Promise<number> {
  const place = { org: sweep.org, connection: sweep.connection, parts, part };
  const stored = await getSweptPart(deps.table, place);
  // One of an earlier time, when there were as many parts as now, is no longer what is known.
  const known = stored && stored.at >= (former ? (sweep.snapshot?.startedAt ?? 0) : 0) ? stored : undefined;
  const before = known ? new Map(known.links.map((link) => [link.name, link])) : (former ?? new Map());
  const news = links.filter((link) => isNews(before.get(link.name), link));
  for (const link of news) await tell(link);
  const fresh = new Set(news);
  // What is as it was keeps the time at which it was first seen so.
  const now = links.map((link) => (fresh.has(link) ? link : (before.get(link.name) ?? link)));
  const isKnown = known && news.length === 0 && known.links.length === now.length && !isWornOut(known, at);
  if (!isKnown) await putSweptPart(deps.table, place, { at, links: now });
  return news.length;
}

/** All that the last sweep told, where the number of parts changes; `undefined` where each lies in its place. */
async function formerLinks(
  deps: SweepDeps,
  { org, connection, snapshot }: Sweep,
  parts: number,
): Promise<ReadonlyMap<string, SweptLink> | undefined> {
  if (snapshot?.parts === parts) return undefined;
  const former = new Map<string, SweptLink>();
  for (let part = 0; part < (snapshot?.parts ?? 0); part++) {
    const stored = await getSweptPart(deps.table, { org, connection, parts: snapshot?.parts ?? 0, part });
    for (const link of stored?.links ?? []) former.set(link.name, link);
  }
  return former;
}
