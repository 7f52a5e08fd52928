import type { Link } from './link.ts';
import { endedAt, paidAt } from './status.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A payment under way when the provider's page ends may be told of a little later. */
const AFTER_THE_PROVIDERS_END = HOUR;

/** How long a page without an end of its own is looked at after the link was over; most late money comes early. */
const WATCHED_DAILY_MS = 30 * DAY;
const WATCHED_MS = 366 * DAY;

/** Offsets from an opening at which somebody could have paid: 2 min × 5, 10 min × 6, hourly for a day. Then daily. */
const AFTER_AN_OPENING: readonly number[] = [
  ...Array.from({ length: 5 }, (_, i) => (i + 1) * 2 * MINUTE),
  ...Array.from({ length: 6 }, (_, i) => 10 * MINUTE + (i + 1) * 10 * MINUTE),
  ...Array.from({ length: 24 }, (_, i) => 70 * MINUTE + (i + 1) * HOUR),
];

/**
 * When the provider is next asked what became of the link, or `undefined` when nobody could pay it unseen.
 * A link that nobody has opened costs no call before its end.
 */
export function nextCheck(link: Link): number | undefined {
  if (!isWatched(link)) return undefined;
  if (link.nextCheckAt !== undefined) return link.nextCheckAt;
  const last = Math.max(link.checkedAt ?? 0, link.answeredAt ?? 0);
  if (overAt(link) !== undefined && link.status !== 'processing') return watchOpenPage(link, last);
  // Not the last read: each check would bring on the next one two minutes later, for ever.
  const from =
    link.lastOpenedAt ??
    (link.status === 'processing' ? (link.facts?.openedAt ?? link.createdAt) : undefined);
  return from === undefined ? undefined : afterOpening(from, last);
}

/**
 * What was read before this tells nothing of what a check now is for: the link itself, its last opening, its end and
 * that of its page, an instant that was asked for.
 */
export function checkNeeds(link: Link, now: number): number {
  const pageOver = (link.providerExpiresAt ?? Number.POSITIVE_INFINITY) + AFTER_THE_PROVIDERS_END;
  const passed = [link.expiresAt, link.nextCheckAt ?? 0, pageOver].filter((at) => at <= now);
  return Math.max(
    link.createdAt,
    link.lastOpenedAt ?? 0,
    link.stage === 'open' ? 0 : (endedAt(link) ?? 0),
    ...passed,
  );
}

function isWatched(link: Link): boolean {
  if (link.providerLinkId === undefined && link.providerUrl === undefined) return false;
  if (link.status === 'processing') return true;
  if (link.status === 'failed' || link.status === 'creating') return false;
  // Paid by other means, it could still be paid once more on a page that stays open.
  if (link.status === 'paid') return link.providerUrlOpen === true && link.facts?.paidAt === undefined;
  return endedAt(link) === undefined ? link.stage === 'open' : link.providerUrlOpen === true;
}

function afterOpening(openedAt: number, last: number): number {
  const offset = AFTER_AN_OPENING.find((after) => openedAt + after > last);
  return offset === undefined ? last + DAY : openedAt + offset;
}

/**
 * Over here, payable there: daily until the provider's own end, and once after it. A page that has none is looked at daily
 * for 30 days, then weekly, and for the last time 366 days after the link was over (`docs/decisions/0014-open-pages.md`).
 */
function watchOpenPage(link: Link, last: number): number | undefined {
  const over = overAt(link) ?? 0;
  const from = Math.max(last, over);
  if (link.providerExpiresAt !== undefined)
    return Math.min(from + DAY, link.providerExpiresAt + AFTER_THE_PROVIDERS_END);
  const lastLook = over + WATCHED_MS;
  if (from >= lastLook) return undefined;
  return Math.min(from + (from < over + WATCHED_DAILY_MS ? DAY : 7 * DAY), lastLook);
}

/** The page may be payable still, and nobody looks any more. */
export function isWatchOver(link: Link): boolean {
  return overAt(link) !== undefined && isWatched(link) && nextCheck(link) === undefined;
}

/** From when on nobody should pay any more. */
function overAt(link: Link): number | undefined {
  return link.status === 'paid' ? paidAt(link) : endedAt(link);
}

/** The provider's page has ended by itself and was looked at since: nothing can come any more. */
export function isPageOver(link: Link): boolean {
  return (
    link.providerExpiresAt !== undefined &&
    (link.checkedAt ?? 0) >= link.providerExpiresAt + AFTER_THE_PROVIDERS_END
  );
}
