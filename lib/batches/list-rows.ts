import type { Files } from '../files/client.ts';
import { listBinding, readPageToken, writePageToken } from '../page-token.ts';
import { someChunks } from '../table/chunks.ts';
import type { Table } from '../table/client.ts';
import { rowLinks } from '../table/row-links.ts';
import type { Batch } from './model/batch.ts';
import type { Chunk } from './model/chunk.ts';
import type { Row, RowState } from './model/row.ts';
import { readBatch } from './read.ts';
import { rowLinkId, runnable } from './row-ids.ts';
import { checkedIn, runningIn } from './row-now.ts';
import { checkedRows, endedRows } from './rows-of.ts';

export interface RowPage {
  state: RowState | undefined;
  /** 1 to 200. */
  size: number;
  /** From the page before. */
  token: string | undefined;
}

/** Chunks that are read at once: each is some 4 KB. */
const CHUNKS_AT_ONCE = 8;
/** As many chunks as one page looks at. */
const MOST_LOOKED_AT = 96;
/** What one page may read: an object of the bucket counts one, and the links of a chunk's rows, some 100 units, three more. */
const MOST_EFFORT = 16;

/**
 * One page of a batch's rows in the order of the file, each as it stands now, a moment's lag aside. May be short or empty and still have a token; throws
 * `page_token_invalid` for a token of another list, `not_found` without such a batch. Chunks that cannot have such rows are passed
 * over by their counts, and links are read of rows alone that are under way.
 */
export async function listRows(
  deps: { table: Table; files: Files },
  org: string,
  batchId: string,
  { state, size, token }: RowPage,
): Promise<{ rows: Row[]; nextToken: string | null }> {
  const batch = await readBatch(deps.table, org, batchId);
  const binding = listBinding('rows', batchId, state);
  const place = token === undefined ? { chunk: 1, row: 0 } : placeOf(readPageToken(token, binding, PLACE));
  const rows: Row[] = [];
  let effort = 0;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += CHUNKS_AT_ONCE) {
    const chunks = await someChunks(deps.table, org, batchId, { from: place.chunk, limit: CHUNKS_AT_ONCE });
    for (const chunk of chunks) {
      if (canHold(batch, chunk, state)) {
        if (effort >= MOST_EFFORT) return { rows, nextToken: tokenOf(place, binding) };
        effort += chunk.state === 'closed' || !batch.confirmed ? 1 : 4;
        const found = await rowsIn(deps, batch, chunk, {
          state,
          after: place.row,
          limit: size - rows.length,
        });
        rows.push(...found);
        place.row = rows.at(-1)?.row ?? place.row;
        if (rows.length === size) return { rows, nextToken: tokenOf(place, binding) };
      }
      place.chunk = chunk.number + 1;
    }
    if (chunks.length < CHUNKS_AT_ONCE) return { rows, nextToken: null };
  }
  return { rows, nextToken: tokenOf(place, binding) };
}

/** The chunk to go on in, and the row to go on behind. */
interface Place {
  chunk: number;
  row: number;
}

const PLACE = /^\d{1,6}\.\d{1,7}$/;

function placeOf(text: string): Place {
  const [chunk, row] = text.split('.');
  return { chunk: Math.max(1, Number(chunk)), row: Number(row) };
}

function tokenOf({ chunk, row }: Place, binding: string): string {
  return writePageToken(`${chunk}.${row}`, binding);
}

/** Whether by its counts a chunk may have a row of this state. */
function canHold({ confirmed }: Batch, chunk: Chunk, state: RowState | undefined): boolean {
  // Nobody has checked its rows yet, or its part of the file cannot be read.
  if (chunk.state === 'scanned' || chunk.fault) return false;
  const { ends, valid = 0, invalid = 0, duplicates = [] } = chunk;
  const runs = valid - duplicates.length;
  switch (state) {
    case undefined:
      return true;
    case 'invalid':
      return invalid > 0;
    case 'duplicate':
      return duplicates.length > 0;
    case 'valid':
      return !confirmed && runs > 0;
    case 'link_created':
      return ends ? ends.linkCreated > 0 : confirmed !== undefined && runs > 0;
    case 'failed':
      return ends ? ends.failed > 0 : confirmed !== undefined && runs > 0;
    case 'skipped':
      return (ends?.skipped ?? 0) > 0;
    case 'queued':
    case 'creating':
      return !ends && confirmed !== undefined && runs > 0;
    default:
      return state satisfies never;
  }
}

interface Wanted {
  state: RowState | undefined;
  /** Rows up to this one were shown. */
  after: number;
  limit: number;
}

async function rowsIn(
  deps: { table: Table; files: Files },
  batch: Batch,
  chunk: Chunk,
  { state, after, limit }: Wanted,
): Promise<Row[]> {
  const isWanted = (row: Row) => row.row > after && (state === undefined || row.state === state);
  if (chunk.state === 'closed') return (await endedRows(deps.files, chunk)).filter(isWanted).slice(0, limit);
  const checked = await checkedRows(deps.files, chunk);
  const known = checked.map(checkedIn(chunk));
  const isSettled = !batch.confirmed || state === 'invalid' || state === 'duplicate';
  if (isSettled) return known.filter(isWanted).slice(0, limit);
  const runs = new Set(runnable(chunk).map((index) => chunk.firstRow + index));
  const left = known.filter(({ row }) => row > after && (state === undefined || runs.has(row)));
  // Of rows that are asked for by their state nobody knows how many it takes.
  const looked = state === undefined ? left.slice(0, limit) : left;
  const linkIdOf = ({ row }: Row) =>
    runs.has(row) ? rowLinkId(batch, chunk, row - chunk.firstRow) : undefined;
  const ids = looked.map(linkIdOf).filter((id) => id !== undefined);
  const links = await rowLinks(deps.table, batch.org, ids);
  const now = runningIn(chunk);
  return looked
    .map((row) => now(row, links.get(linkIdOf(row) ?? '')))
    .filter(isWanted)
    .slice(0, limit);
}
