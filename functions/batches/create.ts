import { toBatchBody } from '../../lib/api/batch-body.ts';
import { createBatchRoute, toNewBatch } from '../../lib/api/batches-create.ts';
import { createBatch } from '../../lib/batches/create.ts';
import { NO_SUMS } from '../../lib/batches/model/sums.ts';
import { uploadFormOf } from '../../lib/batches/upload-form-of.ts';
import { systemClock as clock } from '../../lib/clock.ts';
import { fileSigner as signer } from '../../lib/files/signer.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `POST /v1/batches`. Repeating a request with its Idempotency-Key returns the first answer. */
export const handler = endpoint(createBatchRoute).handler(async ({ input, caller, seed }) => {
  const batch = await createBatch({ table: table(), clock }, caller, seed, toNewBatch(input.body));
  const form = await uploadFormOf({ clock, signer }, batch);
  return toBatchBody({ batch, sums: NO_SUMS, form }, clock.now());
});
