import * as z from 'zod/mini';
import { Slug } from './fields.ts';

/** What cannot be a name is an unknown one, but where it is given. */
export const ConnectionParams = z.object({ id: Slug });
export type ConnectionParams = z.infer<typeof ConnectionParams>;
