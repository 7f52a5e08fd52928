import { batchAnswer, batchDeps } from '../../lib/api/batch-answer.ts';
import { confirmBatchRoute, toConfirmation } from '../../lib/api/batches-operations.ts';
import { confirmBatch } from '../../lib/batches/confirm.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

/** `POST /v1/batches/{id}/confirm`. Lets a validated batch run: nothing is created or sent before this. */
export const handler = endpoint(confirmBatchRoute).handler(async ({ input, caller }) => {
  const deps = batchDeps();
  const confirmation = toConfirmation(input.body, deps.clock.now());
  return batchAnswer(deps, await confirmBatch(deps, caller, input.params.id, confirmation));
});
