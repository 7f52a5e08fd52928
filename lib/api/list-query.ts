import * as z from 'zod/mini';
import { Instant } from './fields.ts';

/** An instant in a query, as epoch ms. */
export const InstantMs = z.pipe(
  Instant,
  z.transform((instant: string) => Date.parse(instant)),
);

/** `metadata[order]=42`: texts by name. */
export const Named = z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(200)));

/** As large as it was asked for: each list lowers it by itself. */
export const PageSize = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,8}$/, 'A whole number from 1 on.')),
  z.transform((digits: string) => Number(digits)),
);

/** `true` or `false`. */
export const Switch = z.pipe(
  z.enum(['true', 'false']),
  z.transform((word) => word === 'true'),
);
