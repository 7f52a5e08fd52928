/** Columns of the files of these tests; nothing is sent unless a test wants it. */
export const HEADER = 'reference,amount,currency,customer.name,customer.email,description\r\n';

/** So many good rows; `alter` gives another line for some. */
export function fileOf(rows: number, alter: (row: number) => string | undefined = () => undefined): string {
  return HEADER + Array.from({ length: rows }, (_, index) => alter(index + 1) ?? lineOf(index + 1)).join('');
}

/** Amount and reference name the row. */
export function lineOf(
  row: number,
  changes: Partial<Record<'reference' | 'amount' | 'name' | 'description', string>> = {},
) {
  const { reference = `INV-${row}`, amount = `${1_000 + row}` } = changes;
  const { name = 'Ada Byron', description = `Rent of week ${row}` } = changes;
  return `${reference},${amount},GBP,${name},ada${row}@example.com,${description}\r\n`;
}

/** Nothing is sent. */
export const SILENT = { delivery: { channels: [] } };

/** The same numbers each time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
