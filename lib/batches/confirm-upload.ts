import { AppError } from '../errors.ts';
import type { Files } from '../files/client.ts';
import { uploadKey } from '../files/keys.ts';
import { uploaded } from '../files/uploaded.ts';
import type { Actor, BatchDeps } from './deps.ts';
import type { Batch, PinnedFile } from './model/batch.ts';
import { readBatch, refuseState } from './read.ts';
import { changeBatch } from './save.ts';

/**
 * Pins the file that lies in the bucket: from now on this very version is read, whatever is uploaded afterwards. Validation
 * starts. Repeated, it changes nothing.
 */
export async function confirmUpload(
  deps: BatchDeps & { files: Files },
  actor: Actor,
  batchId: string,
): Promise<Batch> {
  const batch = await readBatch(deps.table, actor.org, batchId);
  if (batch.file && batch.status !== 'awaiting_upload') return batch;
  if (batch.status !== 'awaiting_upload') {
    throw refuseState(batch, 'validating', `A batch that is ${batch.status} takes no file.`);
  }
  const found = await uploaded(deps.files, uploadKey(batch.org, batch.id));
  if (!found) throw notUploaded(batch);
  const { sha256, ...file } = found;
  const rejection = rejectionOf(batch, file, sha256);
  const saved = await changeBatch(deps, actor, batchId, 'confirm upload', (current) => {
    if (current.status !== 'awaiting_upload') return undefined;
    return {
      ...current,
      file,
      ...(rejection ? { status: 'rejected', rejection } : { status: 'validating' }),
    };
  });
  if (saved.status === 'validating') await deps.hints.batch(saved.org, saved.id);
  return saved;
}

function rejectionOf(batch: Batch, { bytes }: PinnedFile, sha256: string | undefined): Batch['rejection'] {
  if (bytes === 0) return { code: 'empty', detail: 'The file is empty.' };
  if (bytes > batch.maxBytes)
    return { code: 'too_large', detail: `A file has at most ${batch.maxBytes} bytes.` };
  if (batch.sha256 !== undefined && sha256 !== undefined && batch.sha256 !== sha256) {
    return { code: 'wrong_checksum', detail: 'The file is not the one whose sha256 was told.' };
  }
  return undefined;
}

function notUploaded({ status }: Batch): AppError {
  return new AppError('conflict_state', {
    detail: 'No file has been uploaded yet.',
    from: status,
    to: 'validating',
  });
}
