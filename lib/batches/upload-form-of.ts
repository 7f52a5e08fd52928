import type { Clock } from '../clock.ts';
import { uploadKey } from '../files/keys.ts';
import type { FileSigner } from '../files/signer.ts';
import { type UploadForm, uploadForm } from '../files/upload-form.ts';
import type { Batch } from './model/batch.ts';

/** The form for a batch's file, made anew each time it is asked for; none once the file has come. */
export async function uploadFormOf(
  deps: { clock: Clock; signer: () => FileSigner },
  { org, id, status, maxBytes, sha256 }: Batch,
): Promise<UploadForm | undefined> {
  if (status !== 'awaiting_upload') return undefined;
  return uploadForm(deps.signer(), deps.clock.now(), { key: uploadKey(org, id), maxBytes, sha256 });
}
