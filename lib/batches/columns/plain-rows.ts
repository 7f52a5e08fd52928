import { isDeepStrictEqual } from 'node:util';
import type { OpenedConnection } from '../../connections/open.ts';
import { type PlainCells, plainColumns } from './plain-columns.ts';
import { type GoodRow, type Pattern, patternOf } from './plain-pattern.ts';
import type { Columns } from './resolve.ts';

/** The good rows of one chunk, which are checked at one instant. */
export interface PlainRows {
  /** What the whole check of this row would find; `undefined`: it has to be checked. */
  like(cells: readonly string[]): GoodRow | undefined;
  /** After the whole check of a good row. `content` is what its hash is of. */
  learn(cells: readonly string[], row: GoodRow, content: Readonly<Record<string, unknown>>): void;
}

/** Rows that have the same in all columns that are not free, and a cell in the same ones that are. */
interface Known {
  given: number;
  keyed: readonly string[];
  currency: string;
  pattern: Pattern;
}

/** Files have few: a column in which each row has another word is no use for this. */
const MOST_KNOWN = 50;

/**
 * Most rows of a file are like one before them, but for names, amounts and contacts. Once one has passed the whole check,
 * those that differ from it in plain cells alone pass it too: what the check asks of such a cell is asked here, and of nothing
 * else does it make another thing. Each pattern is tried on the row that it was made of.
 */
export function plainRows(
  { used }: Pick<Columns, 'used'>,
  opened: Pick<OpenedConnection, 'provider' | 'limits'>,
  plain: PlainCells,
): PlainRows {
  const { limits } = opened;
  const { free, keyed } = plainColumns(used, opened, plain);
  const all = new Map<string, Known>();
  let last: Known | undefined;
  let learnt = 0;
  const values: (string | number | undefined)[] = free.map(() => undefined);

  /** Into `values`; a bit for each that is not empty. `undefined`: one is not plain. */
  const read = (cells: readonly string[], currency: string): number | undefined => {
    let given = 0;
    for (let place = 0; place < free.length; place++) {
      const column = free[place];
      if (!column) continue;
      const cell = cells[column.index] ?? '';
      let value = cell === '' ? undefined : column.read(cell, currency);
      if (value === undefined && cell !== '') {
        const text = cell.trim();
        value = text === cell ? undefined : column.read(text, currency);
        if (value === undefined && text !== '') return undefined;
      }
      values[place] = value;
      if (value !== undefined) given |= 1 << place;
    }
    return given;
  };

  const isKeyed = (cells: readonly string[], words: readonly string[]): boolean => {
    for (let i = 0; i < words.length; i++) {
      const cell = cells[keyed[i]?.index ?? -1] ?? '';
      if (cell !== words[i] && cell.trim() !== words[i]) return false;
    }
    return true;
  };

  const wordsOf = (cells: readonly string[]) => keyed.map(({ index }) => (cells[index] ?? '').trim());

  const nameOf = (given: number, words: readonly string[]) => JSON.stringify([given, words]);

  return {
    like(cells) {
      if (!last) return undefined;
      const { currency } = last;
      let given = read(cells, currency);
      if (given === undefined) return undefined;
      if (given !== last.given || !isKeyed(cells, last.keyed)) {
        const found = all.get(nameOf(given, wordsOf(cells)));
        if (!found) return undefined;
        last = found;
        // An amount in major units is another in another currency.
        if (last.currency !== currency) given = read(cells, last.currency);
        if (given !== last.given) return undefined;
      }
      return last.pattern(values);
    },
    learn(cells, row, content) {
      const { currency } = row.terms;
      const given = read(cells, currency);
      if (given === undefined || learnt >= MOST_KNOWN) return;
      learnt += 1;
      const pattern = patternOf(row, { content, free, values, limits });
      if (!isDeepStrictEqual(pattern(values), row)) return;
      last = { given, keyed: wordsOf(cells), currency, pattern };
      all.set(nameOf(given, last.keyed), last);
    },
  };
}
