import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import type { ProviderError } from '../providers/errors.ts';
import type { Table } from '../table/client.ts';
import { closeRate, countFailure, forgetFailures, getRate, reserveSlots } from '../table/rates.ts';
import type { Connection } from './connection.ts';
import { versionName } from './credentials.ts';
import {
  DEFAULT_CALLS_PER_SECOND,
  DOWN_AFTER,
  GRACE_MS,
  HELD_NEAR_MS,
  HORIZON_MS,
  isClosed,
  LONGEST_PAUSE_MS,
  NEAR_MS,
  type Rate,
  slotIntervalMs,
  slotsAtOnce,
  slotsFrom,
} from './model/rate.ts';

/**
 * What asked for a slot earlier may hold one: `slotAt`, epoch ms. Refused one, it comes again after `againMs` at the
 * earliest and half as much again at the latest, unless the connection is closed for longer; absent: after 8 minutes.
 */
export interface Asker {
  id: string;
  version: number;
  slotAt?: number;
  againMs?: number;
}

/** `now`: the slot has come; a second call of the same turn has the slot at `next`. `later`: look again at that instant, with `slotAt` where one was given. */
export type Turn = { turn: 'now'; next: number } | { turn: 'later'; at: number; slotAt?: number };

/** The turns of background calls. Calls that a person waits for take none. */
export interface Rates {
  /** Waits for a slot that is near; `calls`: how many the asker is about to make. */
  take(connection: Connection, asker: Asker, calls?: number): Promise<Turn>;
  /** Waits until a slot that was given; epoch ms. */
  until(at: number): Promise<void>;
  /** What came of a call: failures in a row close the connection for a while, as a 429 does. */
  tell(connection: Connection, failed: ProviderError | undefined): Promise<void>;
}

/** As many connections as one environment serves at a time; the one that was met first is forgotten first. */
const MOST = 200;

/** What another environment has closed is known here within this time. */
const KNOWN_FOR_MS = 5_000;

/** Asking again where no slot was given: about ten minutes, apart from each other by up to half of this. */
const AGAIN_MS = 8 * 60_000;

/** Where a 429 names no time. */
const PAUSE_MS = 5_000;

interface Kept {
  /** Epoch ms, earliest first. */
  slots: number[];
  rate: Rate;
  /** When `rate` was last read or written. */
  knownAt: number;
  /** The last one that asked: reservations are made one at a time, and shared. */
  last: Promise<unknown>;
}

/** The rates of one environment: it reserves up to ten slots of a connection at once and hands them out. */
export function createRates(deps: { table: Table; clock: Clock; pause(ms: number): Promise<void> }): Rates {
  const { table, clock } = deps;
  const known = new Map<string, Kept>();

  return {
    async take(connection, asker, calls = 1) {
      const kept = keptOf(connection);
      const held = asker.slotAt;
      // Whoever comes before its slot keeps it.
      if (held !== undefined && held - clock.now() > HELD_NEAR_MS)
        return { turn: 'later', at: held - NEAR_MS, slotAt: held };
      if (held !== undefined && isNear(held, HELD_NEAR_MS) && !(await closed(connection, kept))) {
        await until(held);
        return { turn: 'now', next: held + Math.ceil(intervalOf(connection)) };
      }
      const slot = await oneByOne(kept, () => nextSlot(connection, kept, calls));
      if ('refusedUntil' in slot) return { turn: 'later', at: againAt(slot.refusedUntil, asker) };
      // The wake comes a little early and waits: a slot that is missed is lost.
      if (!isNear(slot.at)) return { turn: 'later', at: slot.at - NEAR_MS, slotAt: slot.at };
      await until(slot.at);
      return { turn: 'now', next: slot.at + Math.ceil(intervalOf(connection)) };
    },
    until,
    async tell(connection, failed) {
      const kept = keptOf(connection);
      const now = clock.now();
      // No answer to a create is as telling as none to a read.
      if (failed?.kind === 'unavailable' || failed?.kind === 'outcome-unknown') {
        keep(kept, await countFailure(table, connection, now));
        if (kept.rate.failures === DOWN_AFTER) {
          const { org, id, provider } = connection;
          log.warn('PROVIDER_DOWN', { org, connection: id, provider });
        }
      } else if (failed?.kind === 'rate-limited') {
        const pause = Math.min(failed.facts.retryAfterMs ?? PAUSE_MS, LONGEST_PAUSE_MS);
        keep(kept, await closeRate(table, connection, now + pause));
      } else if (kept.rate.failures) {
        await forgetFailures(table, connection, kept.rate.failures);
        const { failures: _failures, closedUntil: _closedUntil, ...rate } = kept.rate;
        keep(kept, rate);
      }
    },
  };

  function keptOf(connection: Connection): Kept {
    const name = versionName(connection);
    const found = known.get(name);
    if (found) return found;
    const made: Kept = { slots: [], rate: {}, knownAt: Number.NEGATIVE_INFINITY, last: Promise.resolve() };
    known.set(name, made);
    for (const oldest of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(oldest);
    }
    return made;
  }

  /** Slots of one turn are of one reservation, and so one interval apart. */
  async function nextSlot(
    connection: Connection,
    kept: Kept,
    calls: number,
  ): Promise<{ at: number } | { refusedUntil: number }> {
    const now = clock.now();
    if ((kept.rate.closedUntil ?? 0) > now) {
      kept.slots = [];
      return { refusedUntil: kept.rate.closedUntil ?? now };
    }
    const goodFrom = now - GRACE_MS;
    while (kept.slots[0] !== undefined && kept.slots[0] < goodFrom) kept.slots.shift();
    if (kept.slots.length >= calls) return { at: kept.slots.splice(0, calls)[0] ?? now };
    const tooFar = (kept.rate.tat ?? 0) - HORIZON_MS;
    if (tooFar > now) return { refusedUntil: tooFar };
    const intervalMs = intervalOf(connection);
    const slots = Math.max(calls, slotsAtOnce(callsPerSecondOf(connection)));
    const reserved = await reserveSlots(table, connection, { now, slots, intervalMs, known: kept.rate });
    keep(kept, reserved.rate);
    if ('refusedUntil' in reserved) return reserved;
    const { first } = reserved;
    kept.slots = slotsFrom(first, reserved.slots, intervalMs).slice(calls);
    return { at: first };
  }

  async function closed(connection: Connection, kept: Kept): Promise<boolean> {
    if (clock.now() - kept.knownAt > KNOWN_FOR_MS) keep(kept, await getRate(table, connection));
    return isClosed(kept.rate, clock.now());
  }

  function keep(kept: Kept, rate: Rate): void {
    kept.rate = rate;
    kept.knownAt = clock.now();
    if (isClosed(rate, clock.now())) kept.slots = [];
  }

  function isNear(at: number, nearMs = NEAR_MS): boolean {
    const ahead = at - clock.now();
    return ahead <= nearMs && ahead >= -GRACE_MS;
  }

  async function until(at: number): Promise<void> {
    const ms = at - clock.now();
    if (ms > 0) await deps.pause(ms);
  }

  function againAt(refusedUntil: number, asker: Asker): number {
    const { againMs = AGAIN_MS } = asker;
    // Whole ms, whatever was asked for: a link with any other instant could not be read again.
    const at = Math.max(refusedUntil, clock.now() + againMs) + (spread(asker) % Math.max(1, againMs / 2));
    return Math.ceil(at);
  }
}

function oneByOne<T>(kept: Kept, work: () => Promise<T>): Promise<T> {
  const mine = kept.last.then(work, work);
  kept.last = mine.catch(() => {});
  return mine;
}

/** By id and version, so that who was last once is not last each time. FNV-1a. */
function spread({ id, version }: Asker): number {
  let hash = 0x811c9dc5;
  for (const character of `${version}${id}`)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

export function intervalOf(connection: Connection): number {
  return slotIntervalMs(callsPerSecondOf(connection));
}

function callsPerSecondOf({ callsPerSecond }: Connection): number {
  return callsPerSecond ?? DEFAULT_CALLS_PER_SECOND;
}
