/** Calls a second of a connection that names none: none of the five providers' documents publishes a limit. */
export const DEFAULT_CALLS_PER_SECOND = 10;

/** Of a connection's rate what nobody waits for may use; the rest is for calls that a person waits for. */
const BACKGROUND_SHARE = 0.8;

/** No slot is given further ahead than this. */
export const HORIZON_MS = 10 * 60_000;

/** A slot is as good for so long. In any second 1,200 ms of slots at most are then used, which is 96 % of the rate. */
export const GRACE_MS = 200;

/** A slot this near is waited for. */
export const NEAR_MS = 1_500;

/** Whoever holds a slot waits so long for it: ten rows that come together have slots that lie a second apart and more. */
export const HELD_NEAR_MS = 2_500;

/** What is handed out ahead of its slot is given none that is nearer than this. */
export const LEAD_MS = 1_000;

/** Failures in a row, of all links of the connection, after which its provider counts as down. */
export const DOWN_AFTER = 5;

/** So long a provider that is down is left alone between two probes; longer than a call can take. */
export const PROBE_EVERY_MS = 60_000;

/** Longest that one Retry-After is heeded. */
export const LONGEST_PAUSE_MS = 3_600_000;

/** Between two slots, ms; not always whole, as at 100 calls a second 12.5. */
export function slotIntervalMs(callsPerSecond: number): number {
  return 1000 / (callsPerSecond * BACKGROUND_SHARE);
}

/** The slots of one reservation: whole ms, each rounded to the later side. */
export function slotsFrom(first: number, count: number, intervalMs: number): number[] {
  return Array.from({ length: count }, (_, n) => first + Math.ceil(n * intervalMs));
}

/** Slots that one environment takes at once: at most ten, and no more than it can use within about a second. */
export function slotsAtOnce(callsPerSecond: number): number {
  return Math.min(10, Math.max(1, Math.floor(1000 / slotIntervalMs(callsPerSecond))));
}

/** What is kept of a connection's rate. Instants are epoch ms. */
export interface Rate {
  /** GCRA's one number, the theoretical arrival time: the next free slot, when that is not past. */
  tat?: number;
  /** Calls in a row that the provider did not answer. */
  failures?: number;
  /** Nothing in the background is tried before: its provider asked for that, is down, or is being probed. */
  closedUntil?: number;
}

/** What may be reserved of a rate now, and how; `refusedUntil`: nothing, and it is no use to ask before. Pure. */
export type Reservable = 'ahead' | 'behind' | 'probe' | { refusedUntil: number };

export function reservable(
  { tat = 0, failures = 0, closedUntil = 0 }: Rate,
  now: number,
  { from = now, aheadMs = HORIZON_MS }: Wanted = {},
): Reservable {
  if (closedUntil > now) return { refusedUntil: closedUntil };
  if (failures >= DOWN_AFTER) return 'probe';
  if (tat > now + aheadMs) return { refusedUntil: tat - aheadMs };
  return tat > from ? 'ahead' : 'behind';
}

/** Which slots are wanted: none before `from`, epoch ms, and none once those before them reach more than `aheadMs` ahead. */
export interface Wanted {
  from?: number;
  aheadMs?: number;
}

/** True where a slot that was reserved earlier may no longer be used. */
export function isClosed({ failures = 0, closedUntil = 0 }: Rate, now: number): boolean {
  return closedUntil > now || failures >= DOWN_AFTER;
}
