import type { ListFilter } from './contract.ts';

/**
 * One page of an answer that holds everything. Records are put in the order of their keys, and the page begins after the
 * key that the one before ended with: whatever is made or goes in between, the others are given once. Without a page size
 * it is all of them.
 */
export function pageOfWhole<T>(
  records: readonly T[],
  keyOf: (record: T) => string,
  { cursor, pageSize }: Pick<ListFilter, 'cursor' | 'pageSize'>,
  order: 'ascending' | 'descending' = 'descending',
): { records: readonly T[]; cursor?: string } {
  const isBefore = (a: string, b: string) => (order === 'ascending' ? a < b : a > b);
  const left = records
    .map((record) => ({ record, key: keyOf(record) }))
    .filter(({ key }) => cursor === undefined || isBefore(cursor, key))
    .sort((a, b) => (isBefore(a.key, b.key) ? -1 : isBefore(b.key, a.key) ? 1 : 0));
  const page = left.slice(0, pageSize);
  const last = page.at(-1);
  return {
    records: page.map(({ record }) => record),
    ...(last !== undefined && page.length < left.length && { cursor: last.key }),
  };
}
