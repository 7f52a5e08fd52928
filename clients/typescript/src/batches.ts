import type { Api } from './api.ts';
import { type CallOptions, dataOf, type KeyedCallOptions, keyHeader, withSignal } from './call.ts';
import type { Batch, ConfirmBatchRequest, NewBatch, operations } from './generated/schema.ts';
import { pages } from './pages.ts';
import type { Fetch } from './retrying-fetch.ts';
import { sleep } from './sleep.ts';
import { sendFile } from './upload.ts';

export type RowState = NonNullable<operations['listBatchRows']['parameters']['query']>['state'];

export interface WaitOptions extends CallOptions {
  /** Told of every reading, also of the last one. */
  onProgress?: (batch: Batch) => void;
  /** 1 when absent. */
  pollSeconds?: number;
}

export interface BatchFile extends NewBatch {
  /** The CSV. */
  file: Blob | Uint8Array<ArrayBuffer> | string;
}

/** Over without an end of its rows; all others are over once they have `completed_at`, a cancelled one too. */
const NEVER_RAN: ReadonlySet<Batch['status']> = new Set(['rejected', 'expired']);

export function batchesOf(api: Api, fetch: Fetch) {
  const create = async (body: NewBatch, options: KeyedCallOptions = {}) =>
    dataOf(await api.POST('/v1/batches', { body, params: keyHeader(options), ...withSignal(options) }));

  const get = async (id: string, options: CallOptions = {}) =>
    dataOf(await api.GET('/v1/batches/{id}', { params: { path: { id } }, ...withSignal(options) }));

  const confirmUpload = async (id: string, options: KeyedCallOptions = {}) => {
    const params = { path: { id }, ...keyHeader(options) };
    return dataOf(await api.POST('/v1/batches/{id}/confirm_upload', { params, ...withSignal(options) }));
  };

  const until = async (id: string, isSo: (batch: Batch) => boolean, options: WaitOptions) => {
    const { onProgress, pollSeconds = 1, signal } = options;
    for (;;) {
      const batch = await get(id, options);
      onProgress?.(batch);
      if (isSo(batch)) return batch;
      await sleep(pollSeconds * 1000, signal);
    }
  };

  return {
    create,
    get,
    confirmUpload,

    /**
     * A file from its form to the end of its validation: the batch is `ready` (or `rejected`, with the reason), and nothing
     * has been created or sent. With `auto_confirm` it may have gone on. Repeated with the same `idempotencyKey` it goes on
     * where it was.
     */
    async upload({ file, ...body }: BatchFile, options: WaitOptions & KeyedCallOptions = {}): Promise<Batch> {
      const made = await create(body, options);
      // The answer may be that of an earlier call, whose form has run out or whose file has come.
      const { id, status, upload } =
        options.idempotencyKey === undefined ? made : await get(made.id, options);
      if (status === 'awaiting_upload') {
        if (upload) await sendFile(fetch, upload, { file, name: body.file_name }, options);
        await confirmUpload(id, withSignal(options));
      }
      return until(id, (batch) => batch.status !== 'validating', options);
    },

    /** Starts what was validated. Rows with errors are left out if that is accepted; else they are in the way. */
    confirm: async (id: string, body: ConfirmBatchRequest = {}, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/batches/{id}/confirm', { body, params, ...withSignal(options) }));
    },

    /** Until the last row has ended, also after a cancel; the batch as it is then. */
    wait: (id: string, options: WaitOptions = {}): Promise<Batch> =>
      until(id, ({ status, completed_at }) => NEVER_RAN.has(status) || completed_at !== null, options),

    cancel: async (id: string, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/batches/{id}/cancel', { params, ...withSignal(options) }));
    },

    /** The rows that failed for a passing reason, once more. */
    retry: async (id: string, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/batches/{id}/retry', { params, ...withSignal(options) }));
    },

    list: (options: CallOptions = {}) =>
      pages(async (query) =>
        dataOf(await api.GET('/v1/batches', { params: { query }, ...withSignal(options) })),
      ),

    rows: (id: string, { state, ...options }: CallOptions & { state?: RowState } = {}) =>
      pages(async (token) => {
        const query = { ...token, ...(state === undefined ? {} : { state }) };
        const params = { path: { id }, query };
        return dataOf(await api.GET('/v1/batches/{id}/rows', { params, ...withSignal(options) }));
      }),

    events: (id: string, options: CallOptions = {}) =>
      pages(async (query) => {
        const params = { path: { id }, query };
        return dataOf(await api.GET('/v1/batches/{id}/events', { params, ...withSignal(options) }));
      }),

    /** The rows that did not become links, as CSV: your columns untouched, then ours. `report_not_ready` before it is there. */
    errorsCsv: (id: string, options: CallOptions = {}) => csv('/v1/batches/{id}/errors.csv', id, options),

    /** The same of every row, with its link. */
    resultsCsv: (id: string, options: CallOptions = {}) => csv('/v1/batches/{id}/results.csv', id, options),
  };

  async function csv(
    path: '/v1/batches/{id}/errors.csv' | '/v1/batches/{id}/results.csv',
    id: string,
    options: CallOptions,
  ): Promise<string> {
    // The answer leads to storage, where the key is not sent along: fetch drops it with the origin.
    const { response } = await api.GET(path, {
      params: { path: { id } },
      parseAs: 'stream',
      ...withSignal(options),
    });
    return response.text();
  }
}
