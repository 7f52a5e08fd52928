import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import { giveUpRow } from '../../lib/batches/give-up-row.ts';
import { systemClock } from '../../lib/clock.ts';
import { BatchHint } from '../../lib/queues/batches.ts';
import { recordDeadLetters } from '../../lib/queues/dead-letters.ts';
import { RowMessage } from '../../lib/queues/rows.ts';
import { table } from '../../lib/table/client.ts';

/**
 * Queues `batches-dead` and `rows-dead`. A row that nobody could work off ends as failed, so that its batch ends; a batch and its
 * chunks have timers of their own, and nothing is lost by a hint.
 */
export const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = recordDeadLetters(
  'batches-dead',
  z.union([BatchHint, RowMessage]),
  async (dead) => {
    if ('linkId' in dead) await giveUpRow({ table: table(), clock: systemClock }, dead);
  },
);
