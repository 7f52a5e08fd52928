import * as z from 'zod/mini';
import { LinkId } from './fields.ts';

/** What cannot be an id is an unknown one. */
export const LinkParams = z.object({ id: LinkId });
export type LinkParams = z.infer<typeof LinkParams>;
