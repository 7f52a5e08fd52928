import type { RowToCreate } from '../links/row-link.ts';
import type { RowMessage } from '../queues/rows.ts';
import { getBatch } from '../table/batches.ts';
import { getChunk } from '../table/chunks.ts';
import type { Table } from '../table/client.ts';
import type { Chunk } from './model/chunk.ts';

/** Whether rows of a chunk may still be begun; asked once for all messages that come together. */
export function openChunks(deps: { table: Table }): (message: RowMessage) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return ({ org, batchId, chunk }) => {
    const name = `${org} ${batchId} ${chunk}`;
    const asked = known.get(name) ?? isOpen(deps, org, batchId, chunk);
    known.set(name, asked);
    return asked;
  };
}

async function isOpen(
  { table }: { table: Table },
  org: string,
  batchId: string,
  number: number,
): Promise<boolean> {
  const [batch, chunk] = await Promise.all([
    getBatch(table, org, batchId),
    getChunk(table, org, batchId, number),
  ]);
  return batch?.status === 'processing' && chunk !== undefined && OPEN.has(chunk.state);
}

const OPEN: ReadonlySet<Chunk['state']> = new Set(['released', 'queued']);

/** The row as the links know it. */
export function toRow(message: RowMessage): RowToCreate {
  const { batchId, row, hash, linkId, terms, onDuplicate, slotAt, retryAt } = message;
  return {
    linkId,
    terms,
    batch: { id: batchId, row, hash },
    onDuplicate,
    ...(slotAt === undefined ? {} : { slotAt }),
    ...(retryAt === undefined ? {} : { retryAt }),
  };
}
