import type { Observation, ObservedStatus } from '../../observation.ts';
import type { Facts } from './facts.ts';
import type { Link } from './link.ts';

/** Joins what was seen into the facts of a link. Associative, commutative and idempotent. */
export function observe<T extends Pick<Link, 'facts'>>(link: T, seen: Observation): T {
  return { ...link, facts: join(link.facts ?? {}, factsOf(seen)) };
}

/** One observation as facts of its own, so that observing is nothing but joining. */
function factsOf(seen: Observation): Facts {
  const { status, observedAt: at } = seen;
  const money = status === 'paid' || status === 'partially_paid' || (seen.amountPaid ?? 0) > 0;
  return compact({
    amountPaid: seen.amountPaid || undefined,
    partlyPaidAt: money ? (seen.paidAt ?? at) : undefined,
    paidAt: status === 'paid' ? (seen.paidAt ?? at) : undefined,
    ended: status === 'expired' || status === 'cancelled' ? { at, as: status } : undefined,
    latest: status === undefined ? undefined : { at, status },
    word: seen.providerStatus === undefined ? undefined : { at, text: seen.providerStatus },
    sentAt: seen.firstSentAt,
    openedAt: seen.firstOpenedAt,
    downloadedAt: seen.downloadedAt,
    flags: seen.flags?.length ? Object.fromEntries(seen.flags.map((flag) => [flag, at])) : undefined,
  });
}

function join(a: Facts, b: Facts): Facts {
  return compact({
    amountPaid: pick(a.amountPaid, b.amountPaid, (x, y) => x > y),
    partlyPaidAt: earliest(a.partlyPaidAt, b.partlyPaidAt),
    paidAt: earliest(a.paidAt, b.paidAt),
    ended: pick(a.ended, b.ended, (x, y) => x.at < y.at || (x.at === y.at && x.as === 'cancelled')),
    latest: pick(
      a.latest,
      b.latest,
      (x, y) => x.at > y.at || (x.at === y.at && RANK[x.status] > RANK[y.status]),
    ),
    word: pick(a.word, b.word, (x, y) => x.at > y.at || (x.at === y.at && x.text > y.text)),
    sentAt: earliest(a.sentAt, b.sentAt),
    openedAt: earliest(a.openedAt, b.openedAt),
    downloadedAt: earliest(a.downloadedAt, b.downloadedAt),
    flags: joinFlags(a.flags, b.flags),
  });
}

/** Of two reads that began in the same millisecond the one nearer to money counts. */
const RANK: Readonly<Record<ObservedStatus, number>> = {
  active: 0,
  expired: 1,
  cancelled: 2,
  processing: 3,
  partially_paid: 4,
  paid: 5,
};

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return pick(a, b, (x, y) => x < y);
}

function pick<T>(a: T | undefined, b: T | undefined, prefersFirst: (a: T, b: T) => boolean): T | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return prefersFirst(a, b) ? a : b;
}

function joinFlags(a: Facts['flags'], b: Facts['flags']): Facts['flags'] {
  if (!a || !b) return a ?? b;
  const flags = { ...a };
  for (const [flag, at] of Object.entries(b)) flags[flag] = Math.min(at, flags[flag] ?? at);
  return flags;
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

/** Leaves out what is undefined: absent and undefined must be one thing, or joins would not be equal. */
function compact(facts: Loose<Required<Facts>>): Facts {
  const known: Facts = {};
  for (const [name, value] of Object.entries(facts))
    if (value !== undefined) Object.assign(known, { [name]: value });
  return known;
}
