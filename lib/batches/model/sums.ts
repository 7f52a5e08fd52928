import * as z from 'zod/mini';

/** Sums over chunks, each of which adds to them in the transaction that closes it. */
export const Sums = z.object({
  /** Chunks that are validated, and rows of them. */
  checkedChunks: z.int(),
  valid: z.int(),
  invalid: z.int(),
  duplicate: z.int(),
  /** Of the valid ones: they have a link from an earlier batch of the chain already. */
  existing: z.int(),
  /** Chunks in which the file itself is broken. */
  faults: z.int(),
  /** Minor units of the valid rows, by currency. */
  amounts: z.record(z.string(), z.int()),
  /** First messages, as far as we send them. */
  sms: z.int(),
  email: z.int(),
  segments: z.int(),
  /** Rows that were handed to the workers. */
  begun: z.int(),
  closedChunks: z.int(),
  linkCreated: z.int(),
  failed: z.int(),
  /** Of the failed ones: for a reason that passes. */
  passing: z.int(),
  skipped: z.int(),
});
export type Sums = z.infer<typeof Sums>;

/** What one chunk adds; absent members add nothing. */
export type Addition = Partial<Sums>;

export const NO_SUMS: Sums = {
  checkedChunks: 0,
  valid: 0,
  invalid: 0,
  duplicate: 0,
  existing: 0,
  faults: 0,
  amounts: {},
  sms: 0,
  email: 0,
  segments: 0,
  begun: 0,
  closedChunks: 0,
  linkCreated: 0,
  failed: 0,
  passing: 0,
  skipped: 0,
};

/** The same with each sign turned: what takes an addition back. */
export function negative({ amounts, ...counts }: Addition): Addition {
  return {
    ...turned(counts),
    ...(amounts ? { amounts: turned(amounts) } : {}),
  };
}

function turned(numbers: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, 0 - value]));
}
