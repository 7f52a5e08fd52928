import { endedRows } from '../../lib/batches/rows-of.ts';
import { chunksOf } from '../../lib/table/chunks.ts';
import { linksOf } from '../storm/servers.ts';
import { ledgerOf } from './ledger.ts';
import type { BatchWorld } from './world.ts';

/** The provider's own ledger, our links and what became of each row of a batch, held against each other. */
export interface Comparison {
  ledger: number;
  links: number;
  rows: Readonly<Record<string, number>>;
  /** Provider links that none of our links names. */
  withoutLink: number;
  /** Active links of ours that the provider does not know. */
  withoutProvider: number;
  /** Provider links, or links, that stand for more than one row. */
  doubled: number;
  /** Rows that say `link_created`, and have no active link. */
  rowsWithoutLink: number;
}

export async function compare(world: BatchWorld, batchId: string): Promise<Comparison> {
  const all = await linksOf(world.table, world.org);
  const links = all.filter(({ batch }) => batch?.id === batchId);
  const active = links.filter(({ status }) => status === 'active');
  const named = active.flatMap(({ providerLinkId }) => providerLinkId ?? []);
  const known = new Set(ledgerOf(world).map(({ id }) => String(id)));
  // Links of other batches of the world stand in the same ledger.
  const others = all
    .filter(({ batch }) => batch?.id !== batchId)
    .flatMap(({ providerLinkId = '' }) => providerLinkId);
  const ids = new Set(active.map(({ id }) => id));
  const ours = new Set(named);
  const owned = new Set([...named, ...others]);
  const rows: Record<string, number> = {};
  const ofRows: string[] = [];
  for await (const chunk of chunksOf(world.table, world.org, batchId)) {
    for (const { state, linkId = '' } of await endedRows(world.worker.files, chunk)) {
      rows[state] = (rows[state] ?? 0) + 1;
      if (state === 'link_created') ofRows.push(linkId);
    }
  }
  return {
    ledger: ledgerOf(world).length,
    links: links.length,
    rows,
    withoutLink: [...known].filter((id) => !owned.has(id)).length,
    withoutProvider: active.filter(({ providerLinkId = '' }) => !known.has(providerLinkId)).length,
    doubled: named.length - ours.size + ofRows.length - new Set(ofRows).size,
    rowsWithoutLink: ofRows.filter((id) => !ids.has(id)).length,
  };
}
