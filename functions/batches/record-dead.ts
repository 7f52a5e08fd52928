import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { BatchHint } from '../../lib/queues/batches.ts';
import { recordDeadLetters } from '../../lib/queues/dead-letters.ts';
import { RowMessage } from '../../lib/queues/rows.ts';

/**
 * Queues `batches-dead` and `rows-dead`: told to the log, and nothing is lost by it. A batch and its chunks have timers, and a
 * chunk queues a row again that has no link after a while.
 */
export const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = recordDeadLetters(
  'batches-dead',
  z.union([BatchHint, RowMessage]),
  () => Promise.resolve(),
);
