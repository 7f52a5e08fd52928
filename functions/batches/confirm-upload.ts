import { batchAnswer, batchDeps } from '../../lib/api/batch-answer.ts';
import { confirmUploadRoute } from '../../lib/api/batches-operations.ts';
import { confirmUpload } from '../../lib/batches/confirm-upload.ts';
import { files } from '../../lib/files/client.ts';
import { endpoint } from '../../lib/http/endpoint.ts';

/** `POST /v1/batches/{id}/confirm_upload`. Pins the file that lies in the bucket; its validation starts. */
export const handler = endpoint(confirmUploadRoute).handler(async ({ input, caller }) => {
  const deps = batchDeps();
  return batchAnswer(deps, await confirmUpload({ ...deps, files: files() }, caller, input.params.id));
});
