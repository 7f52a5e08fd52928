import * as z from 'zod/mini';

/** ULID. */
export const BatchId = z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/));

/** What cannot be an id is an unknown one. */
export const BatchParams = z.object({ id: BatchId });
export type BatchParams = z.infer<typeof BatchParams>;
