import { z } from 'zod';

/** The member that nearly every request has. */
export const queueUrl = { QueueUrl: z.string() };
