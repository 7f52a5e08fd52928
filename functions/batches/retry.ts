import { batchAnswer, batchDeps } from '../../lib/api/batch-answer.ts';
import { retryBatchRoute } from '../../lib/api/batches-operations.ts';
import { retryBatch } from '../../lib/batches/retry.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

/** `POST /v1/batches/{id}/retry`. Runs rows once more that failed for a reason that passes. */
export const handler = endpoint(retryBatchRoute).handler(async ({ input, caller }) => {
  const deps = batchDeps();
  return batchAnswer(deps, await retryBatch(deps, caller, input.params.id));
});
