import type { Clock } from '../clock.ts';
import { DEFAULT_CALLS_PER_SECOND, slotIntervalMs } from '../connections/model/rate.ts';
import { getChunk } from '../table/chunks.ts';
import type { Table } from '../table/client.ts';
import { getConnection } from '../table/connections.ts';
import { getRate } from '../table/rates.ts';
import type { Batch } from './model/batch.ts';

/**
 * Slots are reserved no further ahead: a timer's call is soon served in between, and a row that missed its slot soon has another.
 */
export const AHEAD_MS = 30_000;

/** Rows of a chunk, at most. */
const CHUNK_ROWS = 200;

/** Chunks that are released at once, however fast a connection is. */
const MOST_AT_ONCE = 100;

/** Until chunks that were released have reserved their slots. */
const SOON_MS = 2_000;

/**
 * How many more chunks may begin now, and when it is to be asked again: a connection is handed what it can work off in
 * half a minute, and nothing while it is closed.
 */
export async function releasable(
  deps: { table: Table; clock: Clock },
  batch: Batch,
): Promise<{ chunks: number; askAt: number }> {
  const released = batch.released ?? 0;
  const waiting = (batch.scanned?.chunks ?? 0) - released;
  const soon = deps.clock.now() + SOON_MS;
  // The provider's own batch is no call for each row.
  if (batch.mode === 'provider') return { chunks: Math.min(waiting, MOST_AT_ONCE), askAt: soon };
  const room = await roomInRate(deps, batch, waiting);
  if (room.chunks === 0) return room;
  const newest = released > 0 ? await getChunk(deps.table, batch.org, batch.id, released) : undefined;
  return newest?.state === 'released' ? { chunks: 0, askAt: soon } : room;
}

/** How many of the chunks that wait may take slots of the connection's rate now, one for each row. */
export async function roomInRate(
  deps: { table: Table; clock: Clock },
  batch: Batch,
  waiting: number,
): Promise<{ chunks: number; askAt: number }> {
  const now = deps.clock.now();
  const connection = await getConnection(deps.table, batch.org, batch.connection);
  // Rows of a connection that is gone fail one by one, each with the reason.
  if (!connection) return { chunks: Math.min(waiting, MOST_AT_ONCE), askAt: now + SOON_MS };
  const { tat = now, closedUntil = now } = await getRate(deps.table, connection);
  if (closedUntil > now) return { chunks: 0, askAt: closedUntil };
  const chunkMs = CHUNK_ROWS * slotIntervalMs(connection.callsPerSecond ?? DEFAULT_CALLS_PER_SECOND);
  const ahead = Math.max(0, tat - now);
  const room = Math.max(0, Math.ceil((AHEAD_MS - ahead) / chunkMs));
  const chunks = Math.min(waiting, MOST_AT_ONCE, room);
  return { chunks, askAt: now + Math.max(SOON_MS, Math.ceil(ahead + chunks * chunkMs) - AHEAD_MS / 2) };
}
