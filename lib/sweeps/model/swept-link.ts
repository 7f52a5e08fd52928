import * as z from 'zod/mini';
import { Observation } from '../../observation.ts';

const Instant = z.int();

/** As it was read; tolerant, since another version of the code may have kept it. */
const Seen = z.object(Observation.shape);

/** A provider link as a sweep keeps it: facts and names, no person, no url. */
export const SweptLink = z.object({
  /** As bindings name it: the hash of its url, or its id where it has no url. */
  name: z.string(),
  id: z.exactOptional(z.string()),
  /** When the provider itself ends it. */
  expiresAt: z.exactOptional(Instant),
  /** What was seen when it was first seen so. Absent: the lists contradict themselves about this link. */
  seen: z.exactOptional(Seen),
});
export type SweptLink = z.infer<typeof SweptLink>;

/**
 * The links of all pages, each once. A link that moved from one page to another while they were read counts as it was
 * read last, unless only the earlier page tells of money. A name or id that two links share is nobody's.
 */
export function gather(pages: readonly SweptLink[]): ReadonlyMap<string, SweptLink> {
  const links = new Map<string, SweptLink>();
  const nameOfId = new Map<string, string>();
  for (const link of pages) {
    const known = links.get(link.name);
    const other = link.id === undefined ? undefined : nameOfId.get(link.id);
    const shared = known?.id !== undefined && link.id !== undefined && known.id !== link.id;
    links.set(link.name, shared ? contradictory(link) : known ? joined(known, link) : link);
    if (link.id === undefined) continue;
    if (other !== undefined && other !== link.name) {
      links.set(link.name, contradictory(link));
      links.set(other, contradictory({ name: other }));
    }
    nameOfId.set(link.id, link.name);
  }
  return links;
}

/** True where a sweep tells of a link what the one before did not. */
export function isNews(before: SweptLink | undefined, now: SweptLink): boolean {
  return before === undefined || !isSame(before, now);
}

function contradictory({ name }: Pick<SweptLink, 'name'>): SweptLink {
  return { name };
}

function joined(earlier: SweptLink, later: SweptLink): SweptLink {
  if (!earlier.seen || !later.seen) return contradictory(later);
  const id = later.id ?? earlier.id;
  const kept = tellsOfMoney(earlier.seen) && !tellsOfMoney(later.seen) ? earlier : later;
  return { ...kept, ...(id === undefined ? {} : { id }) };
}

function tellsOfMoney({ status, amountPaid = 0 }: Observation): boolean {
  return status === 'paid' || status === 'partially_paid' || amountPaid > 0;
}

/** A provider that knows no time of an event gives that of the read: any time that is known already says the same. */
const TIMES = ['paidAt', 'firstSentAt', 'firstOpenedAt', 'downloadedAt'] as const;

function isSame(before: SweptLink, now: SweptLink): boolean {
  return JSON.stringify(comparable(before, before)) === JSON.stringify(comparable(now, before));
}

function comparable({ id, expiresAt, seen }: SweptLink, before: SweptLink): unknown {
  if (!seen) return [id, expiresAt];
  const times = TIMES.map((name) =>
    seen[name] === seen.observedAt && before.seen?.[name] !== undefined ? before.seen[name] : seen[name],
  );
  const { status, providerStatus, amountPaid, flags = [] } = seen;
  return [id, expiresAt, status, providerStatus, amountPaid, [...flags].sort(), times];
}
