import * as z from 'zod/mini';

/** How a customer is reached. */
export const Channel = z.enum(['sms', 'email']);
export type Channel = z.infer<typeof Channel>;
