import * as z from 'zod';
import type { BatchClient } from './client.ts';

const Ledger = z.array(z.object({ url: z.string() }));

export interface Comparison {
  /** Rows of the batch that have a link, links of ours that are of the batch, and links that the provider has made since. */
  rows: number;
  ours: number;
  theirs: number;
  /** What should not be, in words; none when each row with a link has exactly one, and no link is without a row. */
  faults: string[];
}

/** Payment pages that a simulated provider has ever made. */
export async function pagesAt(controlUrl: string): Promise<string[]> {
  const answer = await fetch(`${controlUrl}/ledger`);
  if (!answer.ok) throw new Error(`the simulator's ledger was answered ${answer.status}`);
  return Ledger.parse(await answer.json()).map(({ url }) => url);
}

/** Holds the provider's own books against ours. `before`: pages that it had made before the batch. */
export async function compareLedger(
  client: BatchClient,
  batchId: string,
  controlUrl: string,
  before: readonly string[],
): Promise<Comparison> {
  const [rows, links, pages] = await Promise.all([
    client.rows(batchId),
    client.links(batchId),
    pagesAt(controlUrl),
  ]);
  const earlier = new Set(before);
  const made = pages.filter((url) => !earlier.has(url));
  const rowLinks = rows.flatMap(({ state, link_id }) => (state === 'link_created' ? (link_id ?? '') : []));
  const active = links.filter(({ provider_url }) => provider_url !== null);
  const pageOf = new Map(active.map(({ id, provider_url }) => [id, provider_url ?? '']));
  const known = new Set(pageOf.values());
  const there = new Set(made);
  const counted: [number, string][] = [
    [rowLinks.length - new Set(rowLinks).size, 'rows share a link'],
    [rowLinks.filter((id) => !pageOf.has(id)).length, 'rows have a link that is none of ours'],
    [active.length - new Set(rowLinks).size, 'links of ours have no row'],
    [active.length - known.size, 'links of ours share a page'],
    [made.filter((url) => !known.has(url)).length, 'links of the provider are none of ours'],
    [[...known].filter((url) => !there.has(url)).length, 'links of ours are unknown to the provider'],
  ];
  return {
    rows: rowLinks.length,
    ours: active.length,
    theirs: made.length,
    faults: counted.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])),
  };
}
