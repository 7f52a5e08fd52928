import { columnsReader, rowCheckers } from '../../lib/api/batch-rows.ts';
import { workBatch } from '../../lib/batches/work-batch.ts';
import { workChunk } from '../../lib/batches/work-chunk.ts';
import type { BatchWorker } from '../../lib/batches/worker.ts';
import { pause, systemClock } from '../../lib/clock.ts';
import { connectionOpener } from '../../lib/connections/open.ts';
import { createRates, type Rates } from '../../lib/connections/rate.ts';
import { env } from '../../lib/env.ts';
import type { ExportWorker } from '../../lib/exports/deps.ts';
import { workExport } from '../../lib/exports/work.ts';
import { files } from '../../lib/files/client.ts';
import { batchHints } from '../../lib/queues/batch-hints.ts';
import { type BatchHint, batchesQueue } from '../../lib/queues/batches.ts';
import { exportHint } from '../../lib/queues/export-hint.ts';
import { rowsQueue } from '../../lib/queues/rows.ts';
import { wakeQueue } from '../../lib/queues/wake.ts';
import { table } from '../../lib/table/client.ts';

/** Slots that this environment has reserved of each connection's rate. */
let kept: Rates | undefined;

/** Below the function's own 300 s; a scan that is not through goes on in the next one. */
const DEADLINE_MS = 240_000;

/** Queue `batches`: a batch or a chunk of one is to be scanned, validated, run or closed; an export is to be written. */
export const handler = batchesQueue.consume((hint) =>
  hint.kind === 'export' ? workExport(exportDeps(), hint.org, hint.exportId) : work(deps(), hint),
);

function work(using: BatchWorker, hint: Exclude<BatchHint, { kind: 'export' }>): Promise<void> {
  return hint.kind === 'batch'
    ? workBatch(using, hint.org, hint.batchId)
    : workChunk(using, hint.org, hint.batchId, hint.number);
}

function exportDeps(): ExportWorker {
  return { table: table(), clock: systemClock, files: files(), hint: exportHint };
}

function deps(): BatchWorker {
  const stored = { table: table(), clock: systemClock };
  kept ??= createRates({ ...stored, pause });
  const common = {
    ...stored,
    openConnection: connectionOpener(stored),
    publicBaseUrl: env('PUBLIC_BASE_URL'),
  };
  return {
    ...common,
    files: files(),
    hints: batchHints,
    rows: rowsQueue,
    wakes: wakeQueue,
    rates: kept,
    readColumns: columnsReader(common),
    openChecker: rowCheckers(common),
    signal: AbortSignal.timeout(DEADLINE_MS),
  };
}
