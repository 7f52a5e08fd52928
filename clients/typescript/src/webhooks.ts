import type { Api } from './api.ts';
import { type CallOptions, dataOf, type KeyedCallOptions, keyHeader, withSignal } from './call.ts';
import type {
  NewWebhookEndpoint,
  NewWebhookReplay,
  operations,
  WebhookEndpointChanges,
} from './generated/schema.ts';
import { pages } from './pages.ts';

export type DeliveryState = NonNullable<
  NonNullable<operations['listWebhookDeliveries']['parameters']['query']>['state']
>;

/** How far a replay is. With `nextPageToken` as the range's `page_token` one that broke off goes on behind what was done. */
export interface ReplayProgress {
  replayed: number;
  nextPageToken: string | null;
}

export interface ReplayOptions extends CallOptions {
  /** Told after each request, of which one looks at 500 deliveries. */
  onProgress?: (progress: ReplayProgress) => void;
}

/** Needs a key with the scope admin. */
export function webhooksOf(api: Api) {
  const path = (id: string) => ({ path: { id } });
  return {
    /** The endpoint with its secret, which is shown this once. */
    create: async (body: NewWebhookEndpoint, options: KeyedCallOptions = {}) =>
      dataOf(
        await api.POST('/v1/webhook_endpoints', { body, params: keyHeader(options), ...withSignal(options) }),
      ),

    get: async (id: string, options: CallOptions = {}) =>
      dataOf(await api.GET('/v1/webhook_endpoints/{id}', { params: path(id), ...withSignal(options) })),

    /** All of them: an organisation has ten at most. */
    list: async (options: CallOptions = {}) =>
      dataOf(await api.GET('/v1/webhook_endpoints', withSignal(options))).data,

    /** `status: 'enabled'` also ends the pause of one that was down. */
    update: async (id: string, body: WebhookEndpointChanges, options: CallOptions = {}) =>
      dataOf(
        await api.PATCH('/v1/webhook_endpoints/{id}', { body, params: path(id), ...withSignal(options) }),
      ),

    delete: async (id: string, options: CallOptions = {}): Promise<void> => {
      await api.DELETE('/v1/webhook_endpoints/{id}', { params: path(id), ...withSignal(options) });
    },

    /** The endpoint with a new secret, shown this once; the old one signs beside it for 24 hours. */
    rotateSecret: async (id: string, options: KeyedCallOptions = {}) => {
      const params = { ...path(id), ...keyHeader(options) };
      return dataOf(
        await api.POST('/v1/webhook_endpoints/{id}/rotate_secret', { params, ...withSignal(options) }),
      );
    },

    /** Sends a `webhook_endpoint.test` now; what came of it. */
    test: async (id: string, options: CallOptions = {}) =>
      dataOf(await api.POST('/v1/webhook_endpoints/{id}/test', { params: path(id), ...withSignal(options) })),

    /** Every delivery of the last 30 days, those of the newest events first. */
    deliveries: (id: string, { state, ...options }: CallOptions & { state?: DeliveryState } = {}) =>
      pages(async (token) => {
        const query = { ...token, ...(state === undefined ? {} : { state }) };
        const params = { ...path(id), query };
        return dataOf(
          await api.GET('/v1/webhook_endpoints/{id}/deliveries', { params, ...withSignal(options) }),
        );
      }),

    /** One delivery once more, whatever became of it. */
    replayDelivery: async (id: string, options: CallOptions = {}) =>
      dataOf(
        await api.POST('/v1/webhook_deliveries/{id}/replay', { params: path(id), ...withSignal(options) }),
      ),

    /** All deliveries of a time range once more, to its end; gives how many will be sent. */
    replay: async (id: string, range: NewWebhookReplay, options: ReplayOptions = {}): Promise<number> => {
      let replayed = 0;
      for (let body = range; ; ) {
        const done = dataOf(
          await api.POST('/v1/webhook_endpoints/{id}/replay', {
            body,
            params: path(id),
            ...withSignal(options),
          }),
        );
        replayed += done.replayed;
        options.onProgress?.({ replayed, nextPageToken: done.next_page_token });
        if (done.next_page_token === null) return replayed;
        body = { ...range, page_token: done.next_page_token };
      }
    },
  };
}
