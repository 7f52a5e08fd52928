import type { Api } from './api.ts';
import { type CallOptions, dataOf, type KeyedCallOptions, keyHeader, withSignal } from './call.ts';
import type { Export, NewExport } from './generated/schema.ts';
import { pages } from './pages.ts';
import { sleep } from './sleep.ts';

export interface ExportWaitOptions extends CallOptions {
  /** Told of every reading, also of the last one. */
  onProgress?: (one: Export) => void;
  /** 1 when absent. */
  pollSeconds?: number;
}

const UNDER_WAY: ReadonlySet<Export['status']> = new Set(['queued', 'running']);

export function exportsOf(api: Api) {
  const create = async (body: NewExport, options: KeyedCallOptions = {}) =>
    dataOf(await api.POST('/v1/exports', { body, params: keyHeader(options), ...withSignal(options) }));

  const get = async (id: string, options: CallOptions = {}) =>
    dataOf(await api.GET('/v1/exports/{id}', { params: { path: { id } }, ...withSignal(options) }));

  /** Until it has ended: `completed`, or `failed`, or cancelled by somebody. */
  const wait = async (id: string, options: ExportWaitOptions = {}): Promise<Export> => {
    const { onProgress, pollSeconds = 1, signal } = options;
    for (;;) {
      const one = await get(id, options);
      onProgress?.(one);
      if (!UNDER_WAY.has(one.status)) return one;
      await sleep(pollSeconds * 1000, signal);
    }
  };

  return {
    create,
    get,
    wait,

    /** Asks for an export and waits until it has ended. Repeated with the same `idempotencyKey` it waits for the same one. */
    async run(body: NewExport, options: ExportWaitOptions & KeyedCallOptions = {}): Promise<Export> {
      const { id } = await create(body, options);
      return wait(id, options);
    },

    cancel: async (id: string, options: KeyedCallOptions = {}) => {
      const params = { path: { id }, ...keyHeader(options) };
      return dataOf(await api.POST('/v1/exports/{id}/cancel', { params, ...withSignal(options) }));
    },

    list: (options: CallOptions = {}) =>
      pages(async (query) =>
        dataOf(await api.GET('/v1/exports', { params: { query }, ...withSignal(options) })),
      ),

    /** The CSV as it comes: it may be larger than memory. `report_not_ready` before it is there. */
    async file(id: string, options: CallOptions = {}): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
      // The answer leads to storage, where the key is not sent along: fetch drops it with the origin.
      const { response } = await api.GET('/v1/exports/{id}/file', {
        params: { path: { id } },
        parseAs: 'stream',
        ...withSignal(options),
      });
      return response.body ?? new ReadableStream({ start: (control) => control.close() });
    },
  };
}
