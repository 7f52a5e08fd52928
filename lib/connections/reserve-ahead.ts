import type { Clock } from '../clock.ts';
import type { Table } from '../table/client.ts';
import { getRate, reserveSlots } from '../table/rates.ts';
import type { Connection } from './connection.ts';
import { isClosed, LEAD_MS, reservable, slotsFrom } from './model/rate.ts';
import { intervalOf } from './rate.ts';

/** Instants are epoch ms. */
export type ReservedAhead = { slots: number[] } | { refusedUntil: number };

/**
 * Reserves `count` slots of a connection's rate for work that is handed out before it is done, by one conditional update
 * whatever their number; whoever does the work takes each by its `slotAt`. Refused while the connection is closed or its
 * provider is down, and once what is reserved reaches more than `aheadMs` ahead: it is no use to ask before `refusedUntil`.
 */
export async function reserveAhead(
  { table, clock }: { table: Table; clock: Clock },
  connection: Connection,
  count: number,
  aheadMs: number,
): Promise<ReservedAhead> {
  const now = clock.now();
  const known = await getRate(table, connection);
  // Probing is left to a call that is made now.
  if (isClosed(known, now)) return { refusedUntil: soonest(known.closedUntil, now) };
  // What is handed out takes a moment to arrive, and a slot that is missed is lost.
  const wanted = { from: now + LEAD_MS, aheadMs };
  const guess = reservable(known, now, wanted);
  if (typeof guess === 'object') return { refusedUntil: soonest(guess.refusedUntil, now) };
  const intervalMs = intervalOf(connection);
  const reserved = await reserveSlots(table, connection, { now, slots: count, intervalMs, known, wanted });
  if ('refusedUntil' in reserved) return { refusedUntil: soonest(reserved.refusedUntil, now) };
  const { first, slots } = reserved;
  // Down since it was read: what came is the one slot of a probe, and that is for now.
  if (slots < count) return { refusedUntil: soonest(reserved.rate.closedUntil, now) };
  return { slots: slotsFrom(first, count, intervalMs) };
}

const NOT_BEFORE_MS = 1_000;

function soonest(at: number | undefined, now: number): number {
  return Math.max(at ?? 0, now + NOT_BEFORE_MS);
}
