import * as z from 'zod/mini';
import type { ProviderBatch, ProviderBatches } from '../contract.ts';
import { requestProvider } from '../http.ts';
import type { PaypointAccount } from './account.ts';
import { beginFile } from './batch-file.ts';
import { callPaypoint, type PaypointCall, strict } from './call.ts';
import { onWire, refused } from './map.ts';
import { given } from './profile.ts';
import {
  type BatchRecord,
  batchAnswer,
  batchCreateAnswer,
  batchFailuresAnswer,
  batchListAnswer,
  isSafeUrl,
} from './wire.ts';

/** PayPoint's batch service: request, upload, confirm, then look. Nothing is sent before the confirm. */
export const batches: ProviderBatches<PaypointAccount> = {
  beginFile,
  request,
  upload,
  confirm: (batchId, call) => {
    const { profile } = call.account;
    return batchCall('batch_confirm', batchId, call, {
      effect: 'write',
      method: 'POST',
      json: onWire(profile, { batch_id: batchId }),
    });
  },
  fetch: (batchId, call) => batchCall('batch_status', batchId, call, { effect: 'read', method: 'GET' }),
  list,
  async failures(batchId, call) {
    const { profile } = call.account;
    const { failed_records } = await callPaypoint(
      {
        operation: 'batch_failures',
        effect: 'read',
        method: 'GET',
        path: batchPath('batch_failures', batchId, call),
        answer: batchFailuresAnswer(call.account),
      },
      call,
    );
    return failed_records.map(({ line_number, client_transaction_ref }) => ({
      row: line_number - profile.first_line_number + 1,
      ...(client_transaction_ref && { reference: client_transaction_ref }),
      // Its reason is a sentence: neither matched on nor kept.
      code: 'provider_rejected',
    }));
  },
};

async function request(
  fileName: string,
  call: PaypointCall,
): Promise<{ batchId: string; uploadUrl: string }> {
  const { profile } = call.account;
  if (!/\S/.test(fileName) || [...fileName].length > profile.text_max)
    throw refused(['/file_name'], 'batch_create');
  const { batch_id, upload_url } = await callPaypoint(
    {
      operation: 'batch_create',
      effect: 'write',
      method: 'POST',
      path: profile.paths.batch_create,
      json: onWire(profile, { file_name: fileName }),
      answer: batchCreateAnswer(call.account),
    },
    call,
  );
  return { batchId: batch_id, uploadUrl: upload_url };
}

/** To the blob store, another host: no key goes there. Before the confirm a second upload replaces the first. */
async function upload(uploadUrl: string, file: Uint8Array, call: PaypointCall): Promise<void> {
  if (!isSafeUrl(uploadUrl, call.account.loopback)) throw refused([], 'batch_upload', 'upload_url');
  await strict(
    'write',
    requestProvider(
      {
        provider: 'paypoint',
        operation: 'batch_upload',
        effect: 'write',
        method: 'PUT',
        url: uploadUrl,
        headers: { 'x-ms-blob-type': 'BlockBlob', 'content-type': 'text/csv; charset=utf-8' },
        bytes: file,
        accepts: [201],
        answer: z.unknown(),
        // The place is used up: another batch gives another.
        readError: (status) => (status === 403 ? { kind: 'conflict' } : {}),
      },
      call,
    ),
  );
}

async function list(
  page: number,
  call: PaypointCall,
): Promise<{ batches: readonly ProviderBatch[]; last: boolean }> {
  const { names, paths, batch_page_size } = call.account.profile;
  const { batches: records, page_size } = await callPaypoint(
    {
      operation: 'batch_list',
      effect: 'read',
      method: 'GET',
      path: `${paths.batch_list}?${new URLSearchParams([[names.page_number, String(page)]])}`,
      answer: batchListAnswer(call.account),
    },
    call,
  );
  return { batches: records.map(toBatch), last: records.length < (page_size || batch_page_size) };
}

async function batchCall(
  operation: 'batch_confirm' | 'batch_status',
  batchId: string,
  call: PaypointCall,
  request: { effect: 'read' | 'write'; method: 'GET' | 'POST'; json?: unknown },
): Promise<ProviderBatch> {
  const path = batchPath(operation, batchId, call);
  return toBatch(
    await callPaypoint({ operation, ...request, path, answer: batchAnswer(call.account) }, call),
  );
}

function batchPath(
  operation: 'batch_confirm' | 'batch_status' | 'batch_failures',
  batchId: string,
  { account }: PaypointCall,
): string {
  return account.profile.paths[operation].replace('{BatchId}', () => encodeURIComponent(batchId));
}

function toBatch({ batch_id, status, ...record }: BatchRecord): ProviderBatch {
  return {
    batchId: batch_id,
    state: status,
    ...given({
      fileName: record.file_name,
      total: record.total_records,
      processed: record.processed_records,
      failed: record.failed_count,
    }),
  };
}
