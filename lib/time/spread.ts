import { createHash } from 'node:crypto';
import { isOpen, type Window } from './window.ts';
import type { Zones } from './zone.ts';

const MINUTE_MS = 60_000;
const SPREAD_MINUTES = 20;

/** How long after an opening a link's messages go: 0 to under 20 minutes in ms, always the same for one link id. */
export function spread(id: string): number {
  return Math.floor(shareOf(id) * SPREAD_MINUTES * MINUTE_MS);
}

/**
 * Not all links that waited for an opening go in its first minute. An instant that was moved to an opening goes on in
 * the same direction by the link's share of 20 minutes, or of what the window is open if that is less. One that was not
 * moved stays.
 */
export function spreadOpening(at: number, opening: number, id: string, zones: Zones, window: Window): number {
  if (opening === at) return at;
  const direction = opening > at ? 1 : -1;
  let more = 0;
  while (more < SPREAD_MINUTES - 1 && isOpen(opening + direction * (more + 1) * MINUTE_MS, zones, window))
    more++;
  // Forwards its last minute may be used to its end; backwards the first one only at its beginning.
  const room = (direction > 0 ? more + 1 : more) * MINUTE_MS;
  return opening + direction * Math.floor(shareOf(id) * room);
}

/** From 0 to under 1. Ids of one moment are alike in all but a few characters. */
function shareOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32;
}
