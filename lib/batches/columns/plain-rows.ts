import { isDeepStrictEqual } from 'node:util';
import type { OpenedConnection } from '../../connections/open.ts';
import { type PlainCells, plainColumns } from './plain-columns.ts';
import { type GoodRow, type Pattern, patternOf } from './plain-pattern.ts';
import type { Columns } from './resolve.ts';

/** The good rows of one chunk. */
export interface PlainRows {
  /** What the whole check of this row would find; `undefined`: it has to be checked. */
  like(cells: readonly string[], now: number): GoodRow | undefined;
  /** After the whole check of a good row. `content` is what its hash is of. */
  learn(
    cells: readonly string[],
    now: number,
    row: GoodRow,
    content: Readonly<Record<string, unknown>>,
  ): void;
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
  const texts = free.map(() => '');
  const values: (string | number | undefined)[] = free.map(() => undefined);

  /** Into `texts`; a bit for each that is not empty. */
  const textsOf = (cells: readonly string[]): number => {
    let given = 0;
    for (let place = 0; place < free.length; place++) {
      const text = (cells[free[place]?.index ?? -1] ?? '').trim();
      texts[place] = text;
      if (text !== '') given |= 1 << place;
    }
    return given;
  };

  /** Of `texts`, into `values`. */
  const read = (currency: string): boolean => {
    for (let place = 0; place < free.length; place++) {
      const text = texts[place] ?? '';
      const value = text === '' ? undefined : free[place]?.read(text, currency);
      if (value === undefined && text !== '') return false;
      values[place] = value;
    }
    return true;
  };

  const isLike = (known: Known, cells: readonly string[], given: number): boolean => {
    if (known.given !== given) return false;
    for (let i = 0; i < keyed.length; i++) {
      if ((cells[keyed[i]?.index ?? -1] ?? '').trim() !== known.keyed[i]) return false;
    }
    return true;
  };

  const keyedOf = (cells: readonly string[]) => keyed.map(({ index }) => (cells[index] ?? '').trim());

  const nameOf = (given: number, words: readonly string[]) => JSON.stringify([given, words]);

  return {
    like(cells, now) {
      if (all.size === 0) return undefined;
      const given = textsOf(cells);
      if (!last || !isLike(last, cells, given)) last = all.get(nameOf(given, keyedOf(cells))) ?? last;
      if (!last || !isLike(last, cells, given) || !read(last.currency)) return undefined;
      return last.pattern(values, now);
    },
    learn(cells, now, row, content) {
      const given = textsOf(cells);
      const { currency } = row.terms;
      if (learnt >= MOST_KNOWN || !read(currency)) return;
      learnt += 1;
      const pattern = patternOf(row, { at: now, content, free, values, limits });
      if (!isDeepStrictEqual(pattern(values, now), row)) return;
      const words = keyedOf(cells);
      last = { given, keyed: words, currency, pattern };
      all.set(nameOf(given, words), last);
    },
  };
}
