import * as z from 'zod/mini';

/** How an endpoint fails just now; there is none of one that answers. Instants are epoch ms. */
export const Health = z.object({
  /** In a row, of all its deliveries. */
  failures: z.int(),
  failingSince: z.int(),
  /** Nothing is tried before; then one delivery, as a probe. */
  closedUntil: z.exactOptional(z.int()),
  /** Its owner is being told by somebody until then. */
  tellingUntil: z.exactOptional(z.int()),
  /** The owner was told that it stays down. */
  toldAt: z.exactOptional(z.int()),
  /** The owner was told that it is disabled. */
  toldGoneAt: z.exactOptional(z.int()),
});
export type Health = z.infer<typeof Health>;

/** Failures in a row after which an endpoint is left alone but for probes. */
const DOWN_AFTER = 5;

/** Of a probe under way: longer than a try can take. */
export const PROBE_MS = 30_000;

/** Its owner is told when it has failed for so long. */
const TELL_AFTER_MS = 24 * 3_600_000;

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** How long an endpoint is left alone after so many failures in a row; 0: not at all. */
export function pauseMs(failures: number): number {
  if (failures < DOWN_AFTER) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, failures - DOWN_AFTER));
}

/** `open`: try. `probe`: try, if nobody else does. An instant: not before. */
export function gateOf(health: Health | undefined, now: number): 'open' | 'probe' | { closedUntil: number } {
  if (!health || health.failures < DOWN_AFTER) return 'open';
  const { closedUntil = 0 } = health;
  return closedUntil > now ? { closedUntil } : 'probe';
}

export function isToBeTold(health: Health, now: number): boolean {
  return health.toldAt === undefined && now - health.failingSince >= TELL_AFTER_MS;
}
