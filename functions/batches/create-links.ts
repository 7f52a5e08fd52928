import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { rowDelivery } from '../../lib/batches/row-delivery.ts';
import type { RowWorker } from '../../lib/batches/work-row.ts';
import { pause, systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { createRates, type Rates } from '../../lib/connections/rate.ts';
import { env } from '../../lib/env.ts';
import { gatheredHints } from '../../lib/queues/gathered-hints.ts';
import { rowsQueue } from '../../lib/queues/rows.ts';
import { table } from '../../lib/table/client.ts';

/** Slots that this environment has reserved of each connection's rate. */
let kept: Rates | undefined;

/** Below the function's own 60 s. What is over by then comes again. */
const DEADLINE_MS = 45_000;

/** Queue `rows`: each message is a row that is to become a link. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const delivery = rowDelivery(deps(), gatheredHints());
  const answer = await rowsQueue.consume(delivery.work)(event);
  await delivery.end();
  return answer;
}

function deps(): Omit<RowWorker, 'hints' | 'readLink'> {
  const common = { table: table(), clock: systemClock };
  kept ??= createRates({ ...common, pause });
  return {
    ...common,
    publicBaseUrl: env('PUBLIC_BASE_URL'),
    openConnection: connectionOpener(common),
    rates: kept,
    rows: rowsQueue,
    signal: AbortSignal.timeout(DEADLINE_MS),
  };
}
