import * as z from 'zod/mini';
import type { Item } from './items.ts';

const KNOWN: ReadonlySet<string> = new Set(['S', 'N', 'BOOL', 'NULL', 'L', 'M']);

/** An item in a record of the table's stream: as the table has it, in JSON. Binary, which JSON cannot hold as it is, none that is read so has. */
export const StreamImage = z.record(
  z.string(),
  z.custom<Item[string]>(
    (value) =>
      typeof value === 'object' && value !== null && Object.keys(value).every((type) => KNOWN.has(type)),
  ),
);
