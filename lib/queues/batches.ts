import * as z from 'zod/mini';
import { defineQueue } from './define-queue.ts';

/** Something of a batch waits no longer: the batch itself, or one of its chunks. So do exports, which are long work on files too. */
export const BatchHint = z.discriminatedUnion('kind', [
  z.object({ v: z.literal(1), kind: z.literal('batch'), org: z.string(), batchId: z.string() }),
  z.object({
    v: z.literal(1),
    kind: z.literal('chunk'),
    org: z.string(),
    batchId: z.string(),
    /** From 1. */
    number: z.int(),
  }),
  z.object({ v: z.literal(1), kind: z.literal('export'), org: z.string(), exportId: z.string() }),
]);
export type BatchHint = z.infer<typeof BatchHint>;

export const batchesQueue = /* @__PURE__ */ defineQueue({ url: 'BATCHES_QUEUE_URL', message: BatchHint });
