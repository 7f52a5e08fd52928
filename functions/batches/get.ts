import { toBatchBody } from '../../lib/api/batch-body.ts';
import { getBatchRoute } from '../../lib/api/batches-read.ts';
import { showBatch } from '../../lib/batches/read.ts';
import { uploadFormOf } from '../../lib/batches/upload-form-of.ts';
import { systemClock as clock } from '../../lib/clock.ts';
import { fileSigner as signer } from '../../lib/files/signer.ts';
import { endpoint } from '../../lib/http/endpoint.ts';
import { table } from '../../lib/table/client.ts';

/** `GET /v1/batches/{id}`. Two reads, whatever its size; while its file is awaited, with a new form for it. */
export const handler = endpoint(getBatchRoute).handler(async ({ input, caller }) => {
  const { batch, sums } = await showBatch(table(), caller.org, input.params.id);
  const form = await uploadFormOf({ clock, signer }, batch);
  return toBatchBody({ batch, sums, form }, clock.now());
});
