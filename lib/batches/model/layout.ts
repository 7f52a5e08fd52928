import * as z from 'zod/mini';
import { Columns } from './columns.ts';

/** What the header of a file says, settled once for all chunks. */
export const Layout = z.object({
  delimiter: z.enum([',', ';', '\t']),
  bom: z.boolean(),
  /** The header's own names, as they stand in the file. */
  header: z.array(z.string()),
  columns: Columns,
  /** Where the data begins. */
  data: z.object({ number: z.int(), offset: z.int(), row: z.int(), line: z.int() }),
});
export type Layout = z.infer<typeof Layout>;
