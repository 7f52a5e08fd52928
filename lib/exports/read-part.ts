import { writeRecord } from '../csv/write.ts';
import { idsSince } from '../table/late-chains.ts';
import { pageOfLinks } from '../table/link-lists.ts';
import { cellsOf, totalOf } from './columns.ts';
import type { Bounds, ExportWorker } from './deps.ts';
import { isExported, madeFor } from './filter.ts';
import { addTotals, type Export, type ExportTotals } from './model/export.ts';

/** What was read of the links behind those of the parts before. */
export interface Part {
  lookedAt: number;
  rows: number;
  /** The rows as CSV, UTF-8. */
  text: Buffer;
  totals: ExportTotals;
  /** First and last link that was looked at; absent where there was none. */
  first?: string;
  last?: string;
  /** There is none behind them. */
  isLast: boolean;
}

/**
 * Reads on from where the export stands: as many links as fill a part, or as there is time for. By their ids, which never change, so
 * that each is looked at once whatever becomes of it meanwhile; consistently, so that money that was known is not missed.
 */
export async function readPart(
  { table, clock }: Pick<ExportWorker, 'table' | 'clock'>,
  one: Export,
  bounds: Bounds,
  until: number,
): Promise<Part> {
  const { from, to } = madeFor(one);
  const created = { from: from === undefined ? undefined : await idsSince(table, one.org, from), to };
  const lines: Buffer[] = [];
  const part: Omit<Part, 'text'> = { lookedAt: 0, rows: 0, totals: {}, isLast: false };
  let bytes = 0;
  do {
    const after = part.last ?? one.reading.last;
    const limit = Math.min(bounds.pageLinks, bounds.partLinks - part.lookedAt);
    const page = { order: 'oldest', limit, after, created, consistent: true } as const;
    const { links, more } = await pageOfLinks(table, one.org, page);
    let text = '';
    for (const link of links) {
      part.first ??= link.id;
      part.last = link.id;
      part.lookedAt += 1;
      if (!isExported(link, one)) continue;
      text += writeRecord(cellsOf(link), one.delimiter);
      part.rows += 1;
      part.totals = addTotals(part.totals, { [link.currency]: totalOf(link) });
    }
    const line = Buffer.from(text);
    lines.push(line);
    bytes += line.length;
    part.isLast = !more;
  } while (
    !part.isLast &&
    bytes < bounds.partBytes &&
    part.lookedAt < bounds.partLinks &&
    clock.now() < until
  );
  return { ...part, text: Buffer.concat(lines) };
}
