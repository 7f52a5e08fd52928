import { createRequire } from 'node:module';
import { z } from 'zod';

// The package has no types of its own.
const require = createRequire(import.meta.url);
const Papa = z
  .object({ parse: z.function({ input: z.tuple([z.string(), z.unknown()]), output: z.unknown() }) })
  .parse(require('papaparse'));

const Result = z.object({ data: z.array(z.array(z.string())), errors: z.array(z.unknown()) });

/** A second opinion on strictly valid CSV whose line ends, those in quotes too, are all alike. */
export function papaparse(text: string, delimiter: string, newline: '\n' | '\r\n') {
  return Result.parse(Papa.parse(text, { delimiter, newline }));
}
