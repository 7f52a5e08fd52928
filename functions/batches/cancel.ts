import { batchAnswer, batchDeps } from '../../lib/api/batch-answer.ts';
import { cancelBatchRoute } from '../../lib/api/batches-operations.ts';
import { cancelBatch } from '../../lib/batches/cancel.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

/** `POST /v1/batches/{id}/cancel`. Stops a batch; rows that have not been begun are skipped. */
export const handler = endpoint(cancelBatchRoute).handler(async ({ input, caller }) => {
  const deps = batchDeps();
  return batchAnswer(deps, await cancelBatch(deps, caller, input.params.id));
});
