import { localDate } from '../time/offset.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const MOST_A_WEEK = 3;

/**
 * Whether one recipient may get one more reminder: at most one a calendar day of the recipient's zone, and three in
 * seven days, whatever links they are about. `earlier` are the instants of the reminders before it, epoch ms.
 */
export function mayRemind(earlier: readonly number[], now: number, zone: string): boolean {
  const today = localDate(now, zone);
  const recent = earlier.filter((at) => at > now - WEEK_MS);
  return recent.length < MOST_A_WEEK && recent.every((at) => localDate(at, zone) !== today);
}
