import * as z from 'zod/mini';

/** Instants are epoch ms. */
const Instant = z.int();

/**
 * What a connection's lists are read for, for providers that cannot be asked about one link: wanted, being read, and what
 * the last whole reading told. One item per connection.
 */
export const Sweep = z.object({
  org: z.string(),
  connection: z.string(),
  version: z.int(),
  writer: z.string(),
  /** Somebody waits for a reading that begins then or later. */
  wantedAt: z.exactOptional(Instant),
  /** A reading under way. */
  run: z.exactOptional(
    z.object({
      startedAt: Instant,
      /** While somebody reads: when he counts as dead. While it rests: when it goes on. */
      until: Instant,
      rests: z.exactOptional(z.boolean()),
      /** Pages that were read, and the items that they are kept in so far. */
      pages: z.int(),
      kept: z.int(),
      /** Of the page after those that are kept. */
      cursor: z.exactOptional(z.string()),
      /** The last page is among them. */
      whole: z.exactOptional(z.boolean()),
    }),
  ),
  /** The last reading that came to its end. */
  snapshot: z.exactOptional(
    z.object({
      startedAt: Instant,
      finishedAt: Instant,
      /** In how many parts its links lie. */
      parts: z.int(),
      links: z.int(),
    }),
  ),
  /** Readings that failed in a row since. */
  failures: z.exactOptional(z.int()),
  /** Not before then after a failure. */
  retryAt: z.exactOptional(Instant),
  dueAt: z.exactOptional(Instant),
});
export type Sweep = z.infer<typeof Sweep>;

export type SweepRun = NonNullable<Sweep['run']>;

/** When something is to be done for a sweep, or `undefined` when nobody waits. Pure. */
export function nextSweep({ run, wantedAt, retryAt = 0 }: Omit<Sweep, 'dueAt'>): number | undefined {
  if (run) return run.until;
  return wantedAt === undefined ? undefined : Math.max(wantedAt, retryAt);
}

/** So old may be what was read for all links of a connection, and still count as the check of one. */
const FRESH_MS = 5 * 60_000;

/**
 * Whether a reading answers who has waited since `dueAt` and needs one that did not begin before `notBefore`: it is
 * fresh, or it has come to its end just now and began while he waited, however long it took.
 */
export function answers(
  { startedAt, finishedAt }: { startedAt: number; finishedAt: number },
  { notBefore, dueAt }: { notBefore: number; dueAt: number },
  now: number,
): boolean {
  if (startedAt < notBefore) return false;
  return startedAt >= now - FRESH_MS || (startedAt >= dueAt && finishedAt >= now - FRESH_MS);
}

/** Links in a part on average: its item then takes about 3 KB, and one link is read for one unit. */
const PER_PART = 64;

/** As many parts as before while they are neither crowded nor nearly empty, since moving costs writing all of them. */
export function partsFor(links: number, before: number | undefined): number {
  const suits =
    before !== undefined &&
    links <= before * 1.5 * PER_PART &&
    (before === 1 || links >= (before * PER_PART) / 4);
  return suits ? before : Math.max(1, Math.ceil(links / PER_PART));
}
